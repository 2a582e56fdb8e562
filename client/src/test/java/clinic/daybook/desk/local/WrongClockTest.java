package clinic.daybook.desk.local;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.clinic.ClinicCommand;
import clinic.daybook.desk.model.AuditEntry;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.Channel;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.ReservationCommand.*;
import clinic.daybook.reservation.ReservationStatus;
import clinic.daybook.reservation.TaskStatus;
import clinic.daybook.reservation.VisitTimes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One and the same visit at a desk whose clock is right, wrong, set in the middle, or in a zone
 * that changes its summer time: what happened, in which order, and what was refused is the same
 * (I1, I4), and as soon as the clock was measured the times are too.
 */
class WrongClockTest {

    private static final UUID A = new UUID(0x7000, 0xa);
    private static final UUID B = new UUID(0x7000, 0xb);

    /** When the change to summer time comes in Berlin, in the middle of the visit. */
    private static final Instant BEGIN = Instant.parse("2026-03-29T00:20:00Z");

    /** What is set in the middle of the visit, and what the visit came to. */
    private record Run(
            List<String> outcomes,
            List<String> audit,
            ReservationStatus status,
            List<ReservationStatus> stays,
            List<TaskStatus> tasks,
            List<Instant> times,
            List<Long> offsets) {

        /** All that is not a time. */
        Run timeless() {
            return new Run(outcomes, audit, status, stays, tasks, List.of(), List.of());
        }
    }

    @TempDir Path directory;

    /** How far the desk's clock is ahead of what is true. */
    private Duration ahead = Duration.ZERO;

    private Instant truth = BEGIN;
    private long nanos = 12_345;
    private int runs;
    private ZoneId clinicZone = ZoneId.of("Asia/Seoul");

    @Test
    void twoDaysAheadChangesNothingButTheDesksClock() {
        Run right = run(Duration.ZERO, Duration.ZERO);
        Run wrong = run(Duration.ofDays(2), Duration.ZERO);
        assertThat(wrong.timeless()).isEqualTo(right.timeless());
        assertThat(wrong.times()).isEqualTo(right.times());
        assertThat(wrong.offsets()).containsOnly(Duration.ofDays(2).toMillis());
    }

    @Test
    void anHourBackInTheMiddleOfAVisitIsCorrectedAtOnce() {
        Run right = run(Duration.ZERO, Duration.ZERO);
        Run wrong = run(Duration.ZERO, Duration.ofHours(-1));
        assertThat(wrong.timeless()).isEqualTo(right.timeless());
        assertThat(wrong.times()).isEqualTo(right.times());
        assertThat(wrong.offsets()).containsOnly(0L, Duration.ofHours(-1).toMillis());
    }

    @Test
    void anHourAheadInTheMiddleOfAVisitIsUnknownUntilItIsMeasured() {
        Run right = run(Duration.ZERO, Duration.ZERO);
        Run wrong = run(Duration.ZERO, Duration.ofHours(1));
        assertThat(wrong.timeless()).isEqualTo(right.timeless());
        assertThat(wrong.offsets()).contains(0L, null, Duration.ofHours(1).toMillis());
        for (int i = 0; i < right.times().size(); i++) {
            Duration off = wrong.offsets().get(i) == null ? Duration.ofHours(1) : Duration.ZERO;
            assertThat(wrong.times().get(i)).isEqualTo(right.times().get(i).plus(off));
        }
    }

    @Test
    void aDeskThatWasNeverConnectedHasTheSameVisitWithItsOwnTimes() {
        Run right = run(Duration.ZERO, Duration.ZERO);
        Run wrong = run(null, Duration.ofHours(-1));
        assertThat(wrong.timeless()).isEqualTo(right.timeless());
        assertThat(wrong.offsets()).containsOnly((Long) null);
    }

    @Test
    void summerTimeOfTheSystemAndOfTheClinicChangeNothing() {
        Run right = run(Duration.ZERO, Duration.ZERO);
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
            clinicZone = ZoneId.systemDefault();
            assertThat(ZoneId.systemDefault().getRules().nextTransition(BEGIN).getInstant())
                    .isBefore(BEGIN.plus(Duration.ofHours(2)));
            assertThat(run(Duration.ZERO, Duration.ZERO)).isEqualTo(right);
        } finally {
            TimeZone.setDefault(before);
        }
    }

    /**
     * The visit.
     *
     * @param deskAhead the desk's clock from the beginning, measured; {@code null}: two days ahead
     *     and never measured
     * @param jump what the clock is set by in the middle, measured only ten minutes later
     */
    private Run run(Duration deskAhead, Duration jump) {
        truth = BEGIN;
        ahead = deskAhead == null ? Duration.ofDays(2) : deskAhead;
        try (Rig rig = Rig.seeded(directory.resolve("run-" + runs++), 7)) {
            rig.clock = () -> truth.plus(ahead);
            rig.nanos = () -> nanos;
            rig.confirm(rig.id("clinic"), new ClinicCommand.SetTimeZone(clinicZone, null));
            rig.restart();
            if (deskAhead != null) {
                measure(rig);
            }
            StreamId visit = rig.id("reservation");
            List<String> outcomes = new ArrayList<>();
            int step = 0;
            for (ReservationCommand command : visit()) {
                pass(Duration.ofMinutes(5));
                if (step == 6) {
                    ahead = ahead.plus(jump);
                }
                if (step == 8 && deskAhead != null) {
                    measure(rig);
                }
                outcomes.add(outcome(rig.submit(Change.of(visit, command))));
                step++;
            }
            rig.digest();
            return of(rig, visit, outcomes);
        }
    }

    private void pass(Duration by) {
        truth = truth.plus(by);
        nanos += by.toNanos();
    }

    private void measure(Rig rig) {
        rig.onEngine(() -> {
            rig.desk.sync().measured(truth, nanos, nanos);
            return true;
        });
    }

    private static List<ReservationCommand> visit() {
        StreamId procedure = new StreamId("procedure", new UUID(0x7000, 0x99));
        return List.of(
                new Book(
                        Rig.CUSTOMER,
                        BEGIN,
                        60,
                        null,
                        null,
                        Channel.PHONE,
                        List.of(
                                new TaskOrder(A, procedure, "A", 30, 10_000),
                                new TaskOrder(B, procedure, "B", 30, 10_000)),
                        false),
                new Arrive(),
                new CheckIn(),
                new StartConsultation(Rig.STAFF),
                new FinishConsultation(),
                new StartTreatment(A, null, null, false),
                new StartTreatment(B, null, null, true),
                new UndoTreatmentStart(B),
                new FinishTreatment(B),
                new UndoTreatmentStart(A),
                new StartTreatment(A, null, null, false),
                new FinishTreatment(A),
                new ReopenTreatment(A),
                new FinishTreatment(A),
                new Arrive(),
                new SkipTreatment(B),
                new Depart());
    }

    private static String outcome(Submitted submitted) {
        return switch (submitted) {
            case Submitted.Shown _ -> "shown";
            case Submitted.AlreadySo _ -> "already so";
            case Submitted.Refused refused -> refused.refusal().code();
        };
    }

    private static Run of(Rig rig, StreamId visit, List<String> outcomes) {
        CompletableFuture<ReservationDetail> first = new CompletableFuture<>();
        rig.desk.onReservation(visit, first::complete);
        ReservationDetail detail = Rig.join(first);
        List<AuditEntry> audit = detail.audit().reversed();
        return new Run(
                outcomes,
                audit.stream().map(e -> e.version() + " " + e.type()).toList(),
                detail.card().status(),
                detail.times().stays().stream().map(VisitTimes.Stay::status).toList(),
                detail.times().tasks().values().stream().map(VisitTimes.TaskTimes::status).toList(),
                audit.stream().map(AuditEntry::happenedAt).toList(),
                rig.onEngine(() -> offsets(rig)));
    }

    private static List<Long> offsets(Rig rig) {
        List<Long> offsets = new ArrayList<>();
        rig.desk
                .sync()
                .send(rig.desk.sync().unsent().stream().map(r -> r.commitId()).toList())
                .forEach(c -> c.wire().events().forEach(e -> offsets.add(e.clockOffsetMs())));
        return offsets;
    }
}
