package clinic.daybook.desk.reservation;

import clinic.daybook.desk.model.PackageItem;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.ui.FieldError;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Input;
import clinic.daybook.desk.ui.Validation;
import clinic.daybook.reservation.PackageSession;
import clinic.daybook.reservation.PaymentMethod;
import clinic.daybook.reservation.Reservation;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.Task;
import clinic.daybook.reservation.TaskState;
import clinic.daybook.reservation.TaskStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * Takes a payment: the open amount is there already, part of it is as good, and one bill may be
 * paid in several ways, each of which is a change of its own. More than what is open is asked back
 * once.
 */
final class PaymentViewModel extends Form {

    /** More ways than this in one go are a slip. */
    static final int MAX_LINES = 4;

    /**
     * A session of a package that can pay a treatment of this visit.
     *
     * @param amount what it pays of the bill, in whole units
     */
    record Session(Task task, PackageItem sold, long amount) {}

    /** One way of paying. Its payment's id stays, however often it is submitted. */
    static final class Line {
        private final UUID paymentId;
        private final Input<Long> amount = new Input<>(Validation::amount);
        private final ObjectProperty<PaymentMethod> method;
        private final ObjectProperty<@Nullable Session> session = new SimpleObjectProperty<>();

        private Line(UUID paymentId, PaymentMethod method) {
            this.paymentId = paymentId;
            this.method = new SimpleObjectProperty<>(method);
        }

        Input<Long> amount() {
            return amount;
        }

        ObjectProperty<PaymentMethod> methodProperty() {
            return method;
        }

        /** The session that pays, where the method is a package; it says the amount. */
        ObjectProperty<@Nullable Session> sessionProperty() {
            return session;
        }
    }

    private final Submitter submitter;
    private final ReservationDetail seen;
    private final List<Session> sessions;
    private final ObservableList<Line> lines = FXCollections.observableArrayList();

    // Kept, because it hears of changes only as long as somebody does: who listens to it does not.
    private final ObservableList<Line> shownLines = FXCollections.unmodifiableObservableList(lines);

    private final ReadOnlyLongWrapper left = new ReadOnlyLongWrapper(this, "left");
    private final ReadOnlyLongWrapper over = new ReadOnlyLongWrapper(this, "over");

    PaymentViewModel(Submitter submitter, ReservationDetail seen) {
        this.submitter = submitter;
        this.seen = seen;
        this.sessions = sessions(seen);
        left.set(open());
        addLine();
    }

    /** What was open when the dialog was opened, in whole units; negative: a credit. */
    long open() {
        return seen.state().balance().open();
    }

    /** The sessions of the customer's packages that can pay something of this visit. */
    List<Session> sessions() {
        return sessions;
    }

    /** The ways to pay: by a package only where there is a session to pay with. */
    List<PaymentMethod> methods() {
        return Stream.of(PaymentMethod.values())
                .filter(m -> m != PaymentMethod.PACKAGE || !sessions.isEmpty())
                .toList();
    }

    /** Of each treatment that counts and that no session has paid, the first package that can. */
    private static List<Session> sessions(ReservationDetail seen) {
        Reservation state = seen.state();
        long open = state.balance().open();
        Set<UUID> paid =
                state.payments().values().stream()
                        .filter(p -> !p.voided() && p.session() != null)
                        .map(p -> p.session().taskId())
                        .collect(Collectors.toSet());
        List<Session> found = new ArrayList<>();
        for (TaskState task : state.tasks()) {
            boolean counts =
                    task.status() != TaskStatus.SKIPPED && task.status() != TaskStatus.REMOVED;
            if (open > 0 && counts && !paid.contains(task.task().taskId())) {
                seen.packages().stream()
                        .filter(p -> p.left() > 0)
                        .filter(p -> p.procedureId().equals(task.task().procedureId()))
                        .findFirst()
                        .map(p -> new Session(task.task(), p, Math.min(open, task.task().price())))
                        .ifPresent(found::add);
            }
        }
        return List.copyOf(found);
    }

    ObservableList<Line> lines() {
        return shownLines;
    }

    /** What stays open after these payments; negative: more is taken than is open. */
    ReadOnlyLongProperty leftProperty() {
        return left.getReadOnlyProperty();
    }

    /** By how much the payments exceed the bill, while that is asked back; 0: it is not asked. */
    ReadOnlyLongProperty overProperty() {
        return over.getReadOnlyProperty();
    }

    /** Adds one more way of paying, for what is left. */
    void addLine() {
        if (lines.size() >= MAX_LINES) {
            return;
        }
        PaymentMethod method = lines.isEmpty() ? PaymentMethod.CARD : PaymentMethod.CASH;
        Line line = new Line(submitter.newId(), method);
        line.amount.reset(left.get() > 0 ? Formats.amount(left.get()) : "");
        line.amount.textProperty().subscribe(this::changed);
        line.method.subscribe(() -> methodChosen(line));
        line.session.subscribe(session -> {
            if (session != null) {
                line.amount.reset(Formats.amount(session.amount()));
            }
        });
        lines.add(line);
        changed();
    }

    private void methodChosen(Line line) {
        if (line.method.get() != PaymentMethod.PACKAGE) {
            line.session.set(null);
        } else if (line.session.get() == null) {
            line.session.set(
                    sessions.stream()
                            .filter(s -> lines.stream().noneMatch(l -> s.equals(l.session.get())))
                            .findFirst()
                            .orElse(null));
        }
    }

    void removeLine(Line line) {
        if (lines.size() > 1) {
            lines.remove(line);
            changed();
        }
    }

    @Override
    void confirm() {
        // Every line is looked at, so that all that is wrong is shown at once.
        boolean right = lines.stream().filter(line -> !line.amount.touch()).count() == 0;
        if (!right || !sessionsRight()) {
            return;
        }
        long tooMuch = sum() - Math.max(0, open());
        if (tooMuch > 0 && over.get() != tooMuch) {
            over.set(tooMuch);
            return;
        }
        submit(List.copyOf(lines), open());
    }

    /** Each line by a package has a session of its own, and of no package more than are left. */
    private boolean sessionsRight() {
        Map<UUID, Integer> used = new HashMap<>();
        Set<UUID> tasks = new HashSet<>();
        for (Line line : lines) {
            Session session = line.session.get();
            if (line.method.get() != PaymentMethod.PACKAGE) {
                continue;
            }
            boolean fits =
                    session != null
                            && tasks.add(session.task().taskId())
                            && used.merge(session.sold().packageId(), 1, Integer::sum)
                                    <= session.sold().left();
            if (!fits) {
                line.amount.reject(FieldError.of("reservation.error.no-session"));
                return false;
            }
        }
        return true;
    }

    private @Nullable PackageSession session(Line line) {
        Session session = line.session.get();
        return session == null
                ? null
                : new PackageSession(
                        seen.card().customerId(),
                        session.sold().packageId(),
                        session.task().taskId());
    }

    private void submit(List<Line> rest, long openBefore) {
        if (rest.isEmpty()) {
            finish();
            return;
        }
        Line line = rest.getFirst();
        long amount = line.amount.value().orElse(0L);
        ReservationCommand command =
                new ReservationCommand.ReceivePayment(
                        line.paymentId,
                        line.method.get(),
                        amount,
                        null,
                        submitter.staffId(),
                        openBefore,
                        session(line));
        submitter.submit(
                seen,
                command,
                Reason.NONE,
                // A payment that was taken keeps its id, so that confirming again after a refusal
                // of a later one doubles nothing.
                taken(() -> submit(rest.subList(1, rest.size()), openBefore - amount)));
    }

    private void changed() {
        over.set(0);
        left.set(open() - sum());
    }

    private long sum() {
        return lines.stream().mapToLong(line -> line.amount.value().orElse(0L)).sum();
    }

    /** The method of the key 1 to 4; {@code null}: another key. */
    static @Nullable PaymentMethod ofKey(String key) {
        return switch (key) {
            case "1" -> PaymentMethod.CARD;
            case "2" -> PaymentMethod.CASH;
            case "3" -> PaymentMethod.TRANSFER;
            case "4" -> PaymentMethod.PACKAGE;
            default -> null;
        };
    }
}
