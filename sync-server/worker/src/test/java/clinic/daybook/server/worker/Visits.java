package clinic.daybook.server.worker;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.server.Sample;
import clinic.daybook.server.TestServer;
import clinic.daybook.server.TestServer.Desk;
import clinic.daybook.staff.Role;
import clinic.daybook.statistics.StatisticsFold;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/** Visits of a made-up clinic, as its desk records them at a server. */
final class Visits {

    private static final Instant MORNING = Instant.parse("2026-03-02T00:00:00Z");
    private static final String LASER = Sample.id("procedure");
    private static final String PEEL = Sample.id("procedure");

    private final TestServer server;
    private final Desk desk;
    private final String staff;
    private final String manager;
    private final SplittableRandom random;

    Visits(TestServer server, long seed) {
        this.server = server;
        this.desk = server.enrol("Desk");
        this.staff = server.staff(Role.FRONT_DESK);
        this.manager = server.staff(Role.MANAGER);
        this.random = new SplittableRandom(seed);
        record(
                LASER,
                0,
                Sample.event(
                        manager,
                        "ProcedureDefined",
                        "{\"name\":\"Laser\",\"minutes\":30,\"price\":200000,"
                                + "\"kind\":\"treatment\"}"));
    }

    /** So many visits, each of one stream, one commit after the other. */
    void happen(int visits) {
        for (int i = 0; i < visits; i++) {
            happens();
        }
    }

    private void happens() {
        String stream = Sample.id("reservation");
        Instant at = MORNING.plus(Duration.ofMinutes(random.nextInt(600)));
        String first = UUID.randomUUID().toString();
        String second = UUID.randomUUID().toString();
        String payment = UUID.randomUUID().toString();
        String refund = UUID.randomUUID().toString();
        List<ObjectNode> events = new ArrayList<>();
        events.add(
                Sample.withPersonal(
                        event(
                                "ReservationBooked",
                                "{\"customerId\":\"%s\",\"startsAt\":\"%s\",\"minutes\":60,"
                                                .formatted(Sample.id("customer"), at)
                                        + "\"practitionerId\":\"%s\",\"channel\":\"%s\","
                                                .formatted(
                                                        staff,
                                                        random.nextBoolean() ? "phone" : "app")
                                        + "\"treatments\":["
                                        + task(first, LASER, 1)
                                        + "]}"),
                        Sample.id("customer"),
                        Map.of("memo", "nobody else's business")));
        if (random.nextInt(6) == 0) {
            events.add(event("NoShowRecorded", "{}"));
        } else {
            events.add(event("CustomerArrived", "{}"));
            events.add(event("CustomerCheckedIn", "{}"));
            events.add(
                    event(
                            "TreatmentAdded",
                            "{\"task\":%s,\"origin\":\"upsell\",\"sellerId\":\"%s\"}"
                                    .formatted(task(second, PEEL, 2), staff)));
            events.add(event("TreatmentStarted", "{\"taskId\":\"%s\"}".formatted(first)));
            events.add(event("TreatmentFinished", "{\"taskId\":\"%s\"}".formatted(first)));
            events.add(
                    event(
                            "PaymentReceived",
                            "{\"paymentId\":\"%s\",\"method\":\"card\",\"amount\":200000}"
                                    .formatted(payment)));
            if (random.nextBoolean()) {
                events.add(
                        event(
                                "RefundRequested",
                                "{\"refundId\":\"%s\",\"paymentId\":\"%s\",\"amount\":50000}"
                                        .formatted(refund, payment)));
                events.add(
                        event(manager, "RefundIssued", "{\"refundId\":\"%s\"}".formatted(refund)));
            }
            events.add(event("TreatmentSkipped", "{\"taskId\":\"%s\"}".formatted(second)));
            events.add(event("CustomerDeparted", "{}"));
        }
        for (int version = 0; version < events.size(); ) {
            int together = Math.min(events.size() - version, 1 + random.nextInt(4));
            List<ObjectNode> part = events.subList(version, version + together);
            for (ObjectNode event : part) {
                at = at.plus(Duration.ofSeconds(30 + random.nextInt(900)));
                event.put("occurredAt", at.toString());
            }
            record(stream, version, part.toArray(ObjectNode[]::new));
            version += together;
        }
    }

    private void record(String stream, int version, ObjectNode... events) {
        assertThat(server.commit(desk, Sample.commit(stream, version, events)).outcomes())
                .containsExactly("accepted");
    }

    private ObjectNode event(String type, String data) {
        return event(staff, type, data);
    }

    private ObjectNode event(String actor, String type, String data) {
        return Sample.event(actor, type, data);
    }

    private static String task(String id, String procedure, int sequence) {
        return "{\"taskId\":\"%s\",\"procedureId\":\"%s\",\"name\":\"care\",\"minutes\":30,"
                        .formatted(id, procedure)
                + "\"price\":200000,\"sequence\":%d}".formatted(sequence);
    }

    /** Everything that the server has recorded. */
    static List<RecordedEvent> recorded(TestServer server) {
        return server.runtime().tail().readAfter(0, Integer.MAX_VALUE);
    }

    /** The digest that a fold of these events alone leads to. */
    static String digestOf(List<RecordedEvent> events) {
        Map<StreamId, StatisticsFold> folds = new LinkedHashMap<>();
        for (RecordedEvent event : events) {
            StatisticsFold before =
                    folds.getOrDefault(event.streamId(), StatisticsFold.initial(event.streamId()));
            folds.put(event.streamId(), before.after(event));
        }
        StatisticsDigest digest = new StatisticsDigest();
        folds.values().forEach(digest::add);
        return digest.value();
    }
}
