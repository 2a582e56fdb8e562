package clinic.daybook.reservation;

import static clinic.daybook.event.DeciderSpecification.at;
import static clinic.daybook.event.DeciderSpecification.eventId;
import static clinic.daybook.reservation.Visit.*;
import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.Matrix;
import clinic.daybook.codec.EventCodec;
import clinic.daybook.event.Occurred;
import clinic.daybook.event.Previous;
import clinic.daybook.event.Refusal;
import clinic.daybook.reservation.ReservationEvent.*;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Every state with every event, against the written table. */
class ReservationMatrixTest {

    private static final ReservationDecider DECIDER = new ReservationDecider();

    private static final Map<ReservationStatus, String> STATUSES =
            Map.ofEntries(
                    Map.entry(ReservationStatus.BOOKED, "BK"),
                    Map.entry(ReservationStatus.ARRIVED, "AR"),
                    Map.entry(ReservationStatus.CHECKED_IN, "CI"),
                    Map.entry(ReservationStatus.IN_CONSULTATION, "CO"),
                    Map.entry(ReservationStatus.WAITING_TREATMENT, "WT"),
                    Map.entry(ReservationStatus.IN_TREATMENT, "TR"),
                    Map.entry(ReservationStatus.READY_TO_LEAVE, "RL"),
                    Map.entry(ReservationStatus.DEPARTED, "DP"),
                    Map.entry(ReservationStatus.LEFT_UNSEEN, "LU"),
                    Map.entry(ReservationStatus.CANCELLED, "CX"),
                    Map.entry(ReservationStatus.NO_SHOW, "NS"),
                    Map.entry(ReservationStatus.ENTERED_IN_ERROR, "EE"));

    private static final Map<String, String> REFUSALS =
            Map.ofEntries(
                    Map.entry("illegal-in-state", "."),
                    Map.entry("already-exists", "ex"),
                    Map.entry("changed-since", "chg"),
                    Map.entry("treatment-started", "sta"),
                    Map.entry("unknown-task", "unk"),
                    Map.entry("task-not-waiting", "nwt"),
                    Map.entry("task-not-running", "nru"),
                    Map.entry("task-not-finished", "nfi"),
                    Map.entry("task-running", "run"),
                    Map.entry("task-finished", "fin"),
                    Map.entry("task-removed", "rem"),
                    Map.entry("another-running", "oth"),
                    Map.entry("tasks-open", "opn"),
                    Map.entry("wrong-sequence", "seq"),
                    Map.entry("wrong-order", "ord"),
                    Map.entry("id-reused", "id"));

    private static Map<String, List<ReservationEvent>> histories() {
        ReservationEvent[] noneOpen = {new TreatmentSkipped(A), new TreatmentRemoved(B)};
        List<ReservationEvent> bDone = then(checked(), started(B), finished(B));
        Map<String, List<ReservationEvent>> h = new LinkedHashMap<>();
        h.put("new", List.of());
        h.put("bkd", paidFor());
        h.put("arr", then(paidFor(), new CustomerArrived()));
        h.put("ci", checked());
        h.put("ci0", then(checked(), noneOpen));
        h.put("cis", then(checked(), started(A), new TreatmentStartUndone(A)));
        h.put("co", then(checked(), new ConsultationStarted(KIM)));
        h.put("co0", then(h.get("co"), noneOpen));
        h.put("wt", bDone);
        h.put("wt1", then(checked(), started(A), finished(A)));
        h.put("wt2", then(h.get("co"), new ConsultationFinished()));
        h.put("wt0", then(bDone, new TreatmentRemoved(A)));
        h.put("tr", then(checked(), started(A)));
        h.put("tr2", then(checked(), started(B), startedBeside(A)));
        h.put("trl", then(bDone, new CheckoutStarted(), started(A)));
        h.put("trp", then(h.get("tr2"), finished(B)));
        h.put("trb", then(checked(), started(B)));
        h.put("rl", then(bDone, started(A), finished(A)));
        h.put("rl+", then(bDone, new CheckoutStarted()));
        h.put("dep", then(h.get("rl"), new CustomerDeparted()));
        h.put("lu", then(h.get("arr"), new CustomerLeftUnseen()));
        h.put("cx", then(paidFor(), new ReservationCancelled(CancelledBy.CUSTOMER)));
        h.put("ns", then(paidFor(), new NoShowRecorded()));
        h.put("err", then(paidFor(), new EnteredInError()));
        return h;
    }

    private static List<ReservationEvent> paidFor() {
        return history(
                booked(),
                paid(P, 10_000),
                paid(Q, 10_000),
                new RefundRequested(R, Q, 4_000),
                new DiscountApplied(D, 5_000));
    }

    private static List<ReservationEvent> checked() {
        return then(paidFor(), new CustomerArrived(), new CustomerCheckedIn());
    }

    /** The events of the rows; some need to know the state to name its values. */
    private static Map<String, Function<Reservation, ReservationEvent>> events() {
        Slot seen = new Slot(TEN, 60, null, null);
        Slot stale = new Slot(ELEVEN, 60, null, null);
        Previous<UUID> staleMemo = new Previous<>(NOBODYS);
        Map<String, Function<Reservation, ReservationEvent>> e = new LinkedHashMap<>();
        e.put("ReservationBooked", s -> booked());
        e.put("ReservationConfirmed", s -> new ReservationConfirmed());
        e.put(
                "ReservationRescheduled",
                s -> new ReservationRescheduled(ELEVEN, 60, null, null, seen));
        e.put(
                "ReservationRescheduled, stale",
                s -> new ReservationRescheduled(ELEVEN, 60, null, null, stale));
        e.put(
                "ReservationCustomerChanged",
                s -> new ReservationCustomerChanged(OTHER_CUSTOMER, CUSTOMER));
        e.put(
                "ReservationCustomerChanged, stale",
                s -> new ReservationCustomerChanged(CUSTOMER, OTHER_CUSTOMER));
        e.put("PractitionerAssigned", s -> new PractitionerAssigned(LEE, new Previous<>(KIM)));
        e.put(
                "PractitionerAssigned, stale",
                s -> new PractitionerAssigned(LEE, new Previous<>(null)));
        e.put("RoomAssigned", s -> new RoomAssigned(ROOM_1, new Previous<>(null)));
        e.put("RoomAssigned, stale", s -> new RoomAssigned(ROOM_1, new Previous<>(ROOM_2)));
        e.put("MemoChanged", s -> new MemoChanged(new Previous<>(s.memoEventId())));
        e.put("MemoChanged, stale", s -> new MemoChanged(staleMemo));
        e.put("ReservationCancelled", s -> new ReservationCancelled(CancelledBy.CLINIC));
        e.put("CancellationFeeCharged", s -> new CancellationFeeCharged(1_000));
        e.put("NoShowRecorded", s -> new NoShowRecorded());
        e.put("ReservationReinstated", s -> new ReservationReinstated());
        e.put("CustomerArrived", s -> new CustomerArrived());
        e.put("ArrivalUndone", s -> new ArrivalUndone());
        e.put("CustomerCheckedIn", s -> new CustomerCheckedIn());
        e.put("CheckInUndone", s -> new CheckInUndone());
        e.put("ConsultationStarted", s -> new ConsultationStarted(KIM));
        e.put("ConsultationFinished", s -> new ConsultationFinished());
        addTreatments(e);
        e.put("CheckoutStarted", s -> new CheckoutStarted());
        e.put("CheckoutUndone", s -> new CheckoutUndone());
        e.put("CustomerDeparted", s -> new CustomerDeparted());
        e.put("CustomerLeftUnseen", s -> new CustomerLeftUnseen());
        e.put("VisitReopened (manager)", s -> new VisitReopened());
        e.put("DiscountApplied", s -> new DiscountApplied(NOBODYS, 1));
        e.put("DiscountWithdrawn", s -> new DiscountWithdrawn(D));
        e.put("PaymentReceived", s -> paid(NOBODYS, 1));
        e.put("PaymentVoided", s -> new PaymentVoided(P));
        e.put("RefundRequested", s -> new RefundRequested(NOBODYS, P, 1));
        e.put("RefundIssued (manager)", s -> new RefundIssued(R, null));
        e.put("RefundDeclined (manager)", s -> new RefundDeclined(R));
        e.put("EnteredInError (manager)", s -> new EnteredInError());
        return e;
    }

    private static void addTreatments(Map<String, Function<Reservation, ReservationEvent>> e) {
        Task usedId = new Task(A, MASK, "mask", 15, 30_000, 3);
        TreatmentChanged.Values values = new TreatmentChanged.Values(30, null);
        TreatmentChanged.Values stale = new TreatmentChanged.Values(31, null);
        e.put("TreatmentAdded", s -> added(taskC(3)));
        e.put("TreatmentAdded, number of b", s -> added(taskC(2)));
        e.put("TreatmentAdded, id of a", s -> added(usedId));
        e.put("TreatmentChanged a", s -> new TreatmentChanged(A, 40, null, values));
        e.put("TreatmentChanged a, stale", s -> new TreatmentChanged(A, 40, null, stale));
        e.put("TreatmentChanged, unknown task", s -> new TreatmentChanged(C, 40, null, values));
        e.put("TreatmentRemoved a", s -> new TreatmentRemoved(A));
        e.put("TreatmentsReordered", s -> reordered(s, List.of()));
        e.put("TreatmentsReordered, stale", s -> new TreatmentsReordered(List.of(), List.of(C)));
        e.put("TreatmentsReordered, other tasks", s -> reordered(s, List.of(C)));
        e.put("TreatmentStarted a", s -> started(A));
        e.put("TreatmentStarted a, parallel", s -> startedBeside(A));
        e.put("TreatmentStarted, unknown task", s -> started(C));
        e.put("TreatmentStartUndone a", s -> new TreatmentStartUndone(A));
        e.put("TreatmentFinished a", s -> finished(A));
        e.put("TreatmentReopened a", s -> new TreatmentReopened(A));
        e.put("TreatmentReopened b", s -> new TreatmentReopened(B));
        e.put("TreatmentSkipped a", s -> new TreatmentSkipped(A));
        e.put("TreatmentSkipped b", s -> new TreatmentSkipped(B));
        e.put("TreatmentTimeCorrected a (manager)", s -> corrected(startOf(s), finishOf(s)));
        e.put("TreatmentTimeCorrected a, stale", s -> corrected(startOf(s), at(999)));
    }

    private static TreatmentAdded added(Task task) {
        return new TreatmentAdded(task, TaskOrigin.UPSELL, null);
    }

    /** The waiting tasks backwards, and more where given. */
    private static TreatmentsReordered reordered(Reservation state, List<UUID> more) {
        List<UUID> waiting = state.waiting().stream().map(t -> t.task().taskId()).toList();
        List<UUID> order = new ArrayList<>(waiting);
        Collections.reverse(order);
        order.addAll(more);
        return new TreatmentsReordered(order, waiting);
    }

    private static TreatmentTimeCorrected corrected(Instant startedAt, Instant finishedAt) {
        return new TreatmentTimeCorrected(
                A, TEN, ELEVEN, new TreatmentTimeCorrected.Times(startedAt, finishedAt));
    }

    private static Instant startOf(Reservation state) {
        return state.task(A).map(TaskState::startedAt).orElse(TEN);
    }

    private static Instant finishOf(Reservation state) {
        return state.task(A).map(TaskState::finishedAt).orElse(TEN);
    }

    private static Reservation fold(List<ReservationEvent> events) {
        Reservation state = DECIDER.initial();
        for (int i = 0; i < events.size(); i++) {
            assertThat(DECIDER.legal(state, events.get(i))).as("%s", events).isEmpty();
            state = DECIDER.evolve(state, new Occurred<>(eventId(i + 1), at(i + 1), events.get(i)));
        }
        return state;
    }

    private static String outcome(Reservation state, ReservationEvent event) {
        Optional<Refusal> refusal = DECIDER.legal(state, event);
        if (refusal.isPresent()) {
            String code = refusal.get().code();
            return REFUSALS.getOrDefault(code, code);
        }
        Occurred<ReservationEvent> occurred = new Occurred<>(eventId(99), at(99), event);
        return STATUSES.get(DECIDER.evolve(state, occurred).status());
    }

    @Test
    void theCodeSaysWhatTheTableSays() {
        var histories = histories();
        var events = events();
        Matrix matrix = Matrix.of("reservation");
        assertThat(histories.keySet()).containsExactlyElementsOf(matrix.columns());
        assertThat(events.keySet()).containsExactlyElementsOf(matrix.rows());
        matrix.assertMatches((row, column) -> {
            Reservation state = fold(histories.get(column));
            return outcome(state, events.get(row).apply(state));
        });
    }

    @Test
    void theTableLeavesNoStatusOut() {
        assertThat(histories().values().stream().map(h -> fold(h).status()).distinct())
                .containsExactlyInAnyOrder(ReservationStatus.values());
    }

    @Test
    void theTableLeavesNoEventOut() {
        Reservation state = fold(paidFor());
        List<String> known =
                EventCodec.known().values().stream()
                        .filter(t -> t.kind().equals("reservation"))
                        .map(EventCodec.EventType::name)
                        .toList();
        assertThat(events().values().stream().map(e -> e.apply(state).typeName()).distinct())
                .containsExactlyInAnyOrderElementsOf(known);
    }
}
