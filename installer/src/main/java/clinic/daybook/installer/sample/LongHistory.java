package clinic.daybook.installer.sample;

import clinic.daybook.clinic.ClinicCommand;
import clinic.daybook.clinic.ClinicDecider;
import clinic.daybook.codec.Json;
import clinic.daybook.customer.CustomerCommand;
import clinic.daybook.customer.CustomerDecider;
import clinic.daybook.event.Command;
import clinic.daybook.event.Decider;
import clinic.daybook.event.Event;
import clinic.daybook.event.StreamId;
import clinic.daybook.event.Uuid7;
import clinic.daybook.procedure.ProcedureCommand;
import clinic.daybook.procedure.ProcedureDecider;
import clinic.daybook.procedure.ProcedureKind;
import clinic.daybook.room.RoomCommand;
import clinic.daybook.room.RoomDecider;
import clinic.daybook.room.RoomKind;
import clinic.daybook.staff.Role;
import clinic.daybook.staff.StaffCommand;
import clinic.daybook.staff.StaffDecider;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/**
 * The commits of a clinic that has worked for months or years, oldest first, for measuring what
 * takes long: the sample clinic's staff, rooms and menu, a hundred visits a day of some twenty
 * events each, booked up to two weeks before, and the customers who come. Made while it is read, so
 * that a million events need little memory; the same random numbers give the same commits.
 */
public final class LongHistory implements Iterator<TimedCommit> {

    /** Where the clinic is. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Seoul");

    static final int VISITS_A_DAY = 100;

    /** About so many events come of a day. */
    private static final int EVENTS_A_DAY = 2_250;

    private static final int BOOKED_AHEAD = 14;
    private static final int NEW_CUSTOMERS_IN_100 = 30;
    private static final LocalTime OPENS = LocalTime.of(9, 0);

    private final RandomGenerator random;
    private final List<JsonNode> names = new ArrayList<>();
    private final List<StreamId> customers = new ArrayList<>();
    private final List<StreamId> frontDesk = new ArrayList<>();
    private final List<StreamId> practitioners = new ArrayList<>();
    private final List<StreamId> rooms = new ArrayList<>();
    private final List<SampleVisit.MenuEntry> menu = new ArrayList<>();
    private final Deque<TimedCommit> next = new ArrayDeque<>();
    private final PriorityQueue<LongVisit> waiting =
            new PriorityQueue<>(
                    Comparator.comparing(LongVisit::nextAt).thenComparing(LongVisit::streamId));
    private LocalDate day;

    private LongHistory(LocalDate first, StreamId clinicId, RandomGenerator random) {
        this.random = random;
        this.day = first;
        SampleClinic.read("customers.json").forEach(names::add);
        found(clinicId, first.minusDays(1).atTime(OPENS).atZone(ZONE).toInstant());
    }

    /**
     * A history without an end.
     *
     * @param first the first day on which somebody books
     * @param clinicId the stream of the clinic's settings; a server's store knows its own
     */
    public static LongHistory from(LocalDate first, StreamId clinicId, RandomGenerator random) {
        return new LongHistory(first, clinicId, random);
    }

    /** The day on which a history must begin to have about so many events by {@code last}. */
    public static LocalDate firstDay(LocalDate last, long events) {
        // The first two weeks are thinner: nothing was booked before them.
        return last.minusDays(events / EVENTS_A_DAY + BOOKED_AHEAD / 2);
    }

    /** Always true. */
    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public TimedCommit next() {
        while (true) {
            TimedCommit commit = next.poll();
            if (commit != null) {
                return commit;
            }
            LongVisit visit = waiting.peek();
            Instant tomorrow = day.atStartOfDay(ZONE).toInstant();
            if (visit == null || !visit.nextAt().isBefore(tomorrow)) {
                book();
            } else {
                waiting.remove(visit);
                next.add(visit.write());
                if (visit.more()) {
                    waiting.add(visit);
                }
            }
        }
    }

    /** Those who book on this day. */
    private void book() {
        Instant opens = day.atTime(OPENS).atZone(ZONE).toInstant();
        for (int i = 0; i < VISITS_A_DAY; i++) {
            Instant at = opens.plusSeconds(random.nextInt(9 * 3600));
            boolean known = !customers.isEmpty() && random.nextInt(100) >= NEW_CUSTOMERS_IN_100;
            StreamWriter<CustomerCommand, ?, ?> registered =
                    known ? null : writer(new CustomerDecider(), at);
            StreamId customer = registered == null ? any(customers) : registered.streamId();
            if (registered != null) {
                customers.add(customer);
            }
            LocalDate comes = day.plusDays(1L + random.nextInt(BOOKED_AHEAD));
            waiting.add(
                    new LongVisit(
                            this,
                            random,
                            customer,
                            registered == null ? null : register(registered, at),
                            at,
                            comes.atTime(OPENS)
                                    .plusMinutes(10L * random.nextInt(54))
                                    .atZone(ZONE)
                                    .toInstant()));
        }
        day = day.plusDays(1);
    }

    private TimedCommit register(StreamWriter<CustomerCommand, ?, ?> writer, Instant at) {
        int number = customers.size();
        Map<String, String> personal =
                Map.of(
                        "name", names.get(number % names.size()).get("name").textValue(),
                        "phone", "010-0000-%04d".formatted(number % 10_000));
        CustomerCommand command =
                new CustomerCommand.Register(null, "KR", "L%06d".formatted(number));
        return new TimedCommit(
                at, "A", writer.write(command, at, any(frontDesk), writer.streamId(), personal));
    }

    private void found(StreamId clinicId, Instant at) {
        for (SampleClinic.Employee employee : SampleClinic.staff()) {
            StreamWriter<StaffCommand, ?, ?> writer = writer(new StaffDecider(), at);
            add(
                    writer,
                    new StaffCommand.Hire(employee.name(), employee.role()),
                    at,
                    writer.streamId());
            if (employee.role() == Role.FRONT_DESK) {
                frontDesk.add(writer.streamId());
            } else {
                practitioners.add(writer.streamId());
            }
        }
        StreamWriter<ClinicCommand, ?, ?> clinic =
                new StreamWriter<>(new ClinicDecider(), clinicId, random);
        String name = SampleClinic.read("clinic.json").get("name").textValue();
        add(clinic, new ClinicCommand.NameClinic(name, null), at, any(practitioners));
        for (JsonNode room : SampleClinic.read("rooms.json")) {
            StreamWriter<RoomCommand, ?, ?> writer = writer(new RoomDecider(), at);
            rooms.add(writer.streamId());
            RoomKind kind = SampleHistory.word(room, "kind", RoomKind.class);
            add(
                    writer,
                    new RoomCommand.Open(room.get("name").textValue(), kind),
                    at,
                    any(practitioners));
        }
        for (JsonNode entry : SampleClinic.read("procedures.json")) {
            StreamWriter<ProcedureCommand, ?, ?> writer = writer(new ProcedureDecider(), at);
            String procedure = entry.get("name").textValue();
            int minutes = entry.get("minutes").intValue();
            long price = entry.get("price").longValue();
            menu.add(new SampleVisit.MenuEntry(writer.streamId(), procedure, minutes, price));
            ProcedureKind kind = Json.mapper().convertValue(entry.get("kind"), ProcedureKind.class);
            add(
                    writer,
                    new ProcedureCommand.Define(procedure, minutes, price, kind, null),
                    at,
                    any(practitioners));
        }
    }

    private <C extends Command, E extends Event, S> StreamWriter<C, E, S> writer(
            Decider<C, E, S> decider, Instant at) {
        return new StreamWriter<>(
                decider, new StreamId(decider.kind(), Uuid7.of(at, random)), random);
    }

    private <C extends Command> void add(
            StreamWriter<C, ?, ?> writer, C command, Instant at, StreamId staff) {
        next.add(new TimedCommit(at, "A", writer.write(command, at, staff, null, Map.of())));
    }

    StreamId anyFrontDesk() {
        return any(frontDesk);
    }

    StreamId anyPractitioner() {
        return any(practitioners);
    }

    StreamId anyRoom() {
        return any(rooms);
    }

    /** Some different entries of the menu. */
    List<SampleVisit.MenuEntry> order(int most) {
        List<SampleVisit.MenuEntry> chosen = new ArrayList<>();
        int from = random.nextInt(menu.size());
        for (int i = 0; i < Math.min(most, menu.size()); i++) {
            chosen.add(menu.get((from + i) % menu.size()));
        }
        return chosen;
    }

    private <T> T any(List<T> things) {
        if (things.isEmpty()) {
            throw new NoSuchElementException("the sample clinic lacks staff or rooms");
        }
        return things.get(random.nextInt(things.size()));
    }
}
