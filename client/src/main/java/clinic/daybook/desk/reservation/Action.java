package clinic.daybook.desk.reservation;

import java.util.Locale;

/** Everything that a person can do to a reservation from its drawer, in the order of the menus. */
enum Action {
    ADD_TREATMENT(Ask.DIALOG),
    RECEIVE_PAYMENT(Ask.DIALOG),
    ASSIGN(Ask.DIALOG),

    CONFIRM(Ask.NOTHING),
    RESCHEDULE(Ask.DIALOG),
    ARRIVE(Ask.NOTHING),
    START_CONSULTATION(Ask.NOTHING),
    START_CHECKOUT(Ask.NOTHING),
    DEPART(Ask.NOTHING),
    UNDO_ARRIVAL(Ask.NOTHING),
    UNDO_CHECK_IN(Ask.NOTHING),
    UNDO_CHECKOUT(Ask.NOTHING),
    REINSTATE(Ask.NOTHING),
    LEAVE_UNSEEN(Ask.REASON),
    NO_SHOW(Ask.REASON),
    CANCEL(Ask.DIALOG),
    REOPEN_VISIT(Ask.REASON),
    ENTER_IN_ERROR(Ask.REASON),

    START_TASK(Ask.NOTHING),
    START_PARALLEL(Ask.NOTHING),
    FINISH_TASK(Ask.NOTHING),
    UNDO_START(Ask.NOTHING),
    REOPEN_TASK(Ask.REASON),
    MOVE_UP(Ask.NOTHING),
    MOVE_DOWN(Ask.NOTHING),
    CHANGE_TASK(Ask.DIALOG),
    CORRECT_TIMES(Ask.DIALOG),
    SKIP_TASK(Ask.REASON),
    REMOVE_TASK(Ask.REASON),

    APPLY_DISCOUNT(Ask.DIALOG),
    SELL_PACKAGE(Ask.DIALOG),
    WITHDRAW_DISCOUNT(Ask.REASON),
    REQUEST_REFUND(Ask.DIALOG),
    ISSUE_REFUND(Ask.DIALOG),
    DECLINE_REFUND(Ask.REASON),
    VOID_PAYMENT(Ask.REASON);

    /** What a person has to say before it is done. */
    enum Ask {
        NOTHING,
        REASON,
        DIALOG
    }

    /** What an action is about. */
    enum About {
        VISIT,
        TASK,
        MONEY
    }

    private final Ask ask;

    Action(Ask ask) {
        this.ask = ask;
    }

    Ask ask() {
        return ask;
    }

    /** Under which heading of the menu it stands. */
    About about() {
        if (compareTo(START_TASK) < 0) {
            return About.VISIT;
        }
        return compareTo(APPLY_DISCOUNT) < 0 ? About.TASK : About.MONEY;
    }

    /** Whether it takes something away, so that its words are in the colour of that. */
    boolean destructive() {
        return switch (this) {
            case LEAVE_UNSEEN,
                    NO_SHOW,
                    CANCEL,
                    ENTER_IN_ERROR,
                    SKIP_TASK,
                    REMOVE_TASK,
                    WITHDRAW_DISCOUNT,
                    DECLINE_REFUND,
                    VOID_PAYMENT ->
                    true;
            case ADD_TREATMENT,
                    RECEIVE_PAYMENT,
                    ASSIGN,
                    CONFIRM,
                    RESCHEDULE,
                    ARRIVE,
                    START_CONSULTATION,
                    START_CHECKOUT,
                    DEPART,
                    UNDO_ARRIVAL,
                    UNDO_CHECK_IN,
                    UNDO_CHECKOUT,
                    REINSTATE,
                    REOPEN_VISIT,
                    START_TASK,
                    START_PARALLEL,
                    FINISH_TASK,
                    UNDO_START,
                    REOPEN_TASK,
                    MOVE_UP,
                    MOVE_DOWN,
                    CHANGE_TASK,
                    CORRECT_TIMES,
                    APPLY_DISCOUNT,
                    SELL_PACKAGE,
                    REQUEST_REFUND,
                    ISSUE_REFUND ->
                    false;
        };
    }

    /** The translation key of its words. */
    String key() {
        return "reservation.action." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
