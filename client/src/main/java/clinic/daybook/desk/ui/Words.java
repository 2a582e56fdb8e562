package clinic.daybook.desk.ui;

import clinic.daybook.customer.Gender;
import clinic.daybook.event.Refusal;
import clinic.daybook.procedure.ProcedureKind;
import clinic.daybook.reservation.CancelledBy;
import clinic.daybook.reservation.Channel;
import clinic.daybook.reservation.PaymentMethod;
import clinic.daybook.reservation.RefundState;
import clinic.daybook.reservation.ReservationStatus;
import clinic.daybook.reservation.TaskOrigin;
import clinic.daybook.reservation.TaskStatus;
import clinic.daybook.room.RoomKind;
import clinic.daybook.staff.Role;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The words of the domain: statuses, refusals, events, fields, roles and other constants. */
public final class Words {

    private static final Map<Class<? extends Enum<?>>, String> FAMILIES =
            Map.ofEntries(
                    Map.entry(ReservationStatus.class, "status"),
                    Map.entry(TaskStatus.class, "task"),
                    Map.entry(TaskOrigin.class, "origin"),
                    Map.entry(Channel.class, "channel"),
                    Map.entry(PaymentMethod.class, "method"),
                    Map.entry(RefundState.Status.class, "refund"),
                    Map.entry(CancelledBy.class, "by"),
                    Map.entry(Role.class, "role"),
                    Map.entry(Gender.class, "gender"),
                    Map.entry(ProcedureKind.class, "kind"),
                    Map.entry(RoomKind.class, "room"));

    private Words() {}

    /**
     * The key of a constant's words: family and wire name, for example {@code
     * status.waiting-treatment}.
     *
     * @throws IllegalArgumentException for a constant that people never see
     */
    public static String key(Enum<?> constant) {
        String family = FAMILIES.get(constant.getDeclaringClass());
        if (family == null) {
            throw new IllegalArgumentException(
                    "no words for constants of " + constant.getDeclaringClass().getSimpleName());
        }
        return family + "." + constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A constant's words. */
    public static String of(Enum<?> constant) {
        return Texts.get(key(constant));
    }

    /**
     * What happened, by the event's wire name; that name itself when it is newer than this desk.
     */
    public static String event(String type) {
        return known("event." + type, type);
    }

    /** What somebody meant to do, by the command's type; that type itself when it is newer. */
    public static String command(String type) {
        return known("command." + type, type);
    }

    /** In a word or two, what kept a change from being taken, by the refusal's code. */
    public static String why(String code) {
        return known("why." + code, Texts.get("why.other"));
    }

    /** What was different when a change was taken after all; the code itself when it is newer. */
    public static String remark(String code) {
        return known("remark." + code, code);
    }

    /** A field's words; its wire name when it is newer than this desk. */
    public static String field(String field) {
        return known("field." + field, field);
    }

    /** A fixed reason's words. */
    public static String reason(String code) {
        return known("reason." + code, code);
    }

    /** Why something was not possible, in a whole sentence with its details filled in. */
    public static String refusal(Refusal refusal, Formats formats) {
        String key = "refusal." + refusal.code();
        if (!Texts.has(key)) {
            return Texts.get("refusal.other", Map.of("code", refusal.code()));
        }
        Map<String, String> details = new HashMap<>();
        refusal.details().forEach((name, value) -> details.put(name, detail(name, value, formats)));
        return Texts.get(key, details);
    }

    private static String detail(String name, String value, Formats formats) {
        return switch (name) {
            case "state" -> known("status." + value, value);
            case "status" -> known("refund." + value, value);
            case "event" -> event(value);
            case "field" -> field(value);
            case "available", "amount" -> money(value, formats);
            default -> value;
        };
    }

    private static String money(String value, Formats formats) {
        return value.matches("-?\\d{1,18}") ? formats.money(Long.parseLong(value)) : value;
    }

    private static String known(String key, String otherwise) {
        return Texts.has(key) ? Texts.get(key) : otherwise;
    }
}
