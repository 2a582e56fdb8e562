package clinic.daybook.desk.ui.timeline;

import clinic.daybook.desk.model.AuditEntry;
import clinic.daybook.desk.model.AuditEntry.FieldChange;
import clinic.daybook.desk.model.AuditValue;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts what happened into the words of the language that is set. Pure. */
public final class AuditWords {

    /** More before-and-afters than this make a line unreadable; the opened entry shows them all. */
    private static final int MAX_IN_LINE = 2;

    /** Fields whose change the title of the entry says already. */
    private static final Set<String> SAID =
            Set.of("status", "taskStatus", "refundStatus", "confirmed", "open");

    /** Fields that say how much, so that they are told although nothing was there before. */
    private static final Set<String> TOLD_WHEN_NEW = Set.of("amount", "method", "price");

    private AuditWords() {}

    /** What happened, with what it was about: "HIFU lifting started". */
    public static String title(AuditEntry entry) {
        if (OutcomeWords.alone(entry) && entry.outcome() != null) {
            return Words.command(entry.outcome().type());
        }
        String withSubject = "timeline.title." + entry.type();
        if (!entry.subjectName().isBlank() && Texts.has(withSubject)) {
            return Texts.get(withSubject, entry.subjectName());
        }
        return Texts.has("event." + entry.type())
                ? Words.event(entry.type())
                : Texts.get("timeline.unknown-event", entry.type());
    }

    /** Who, at which desk, how it was written and why, in one line. */
    public static String by(AuditEntry entry, Formats formats) {
        List<String> parts = new ArrayList<>();
        parts.add(entry.staffName().isBlank() ? Texts.get("timeline.somebody") : entry.staffName());
        if (!entry.deskName().isBlank()) {
            parts.add(entry.deskName());
        }
        entry.changes().stream()
                .filter(c -> c.field().equals("channel") && c.after() != null)
                .map(c -> value(c.after(), formats))
                .forEach(parts::add);
        String reason = reason(entry);
        if (!reason.isEmpty()) {
            parts.add("“" + reason + "”");
        }
        if (entry.offline() && entry.flags().contains("adjusted")) {
            parts.add(Texts.get("timeline.written-offline"));
        }
        return String.join(Formats.DOT, parts);
    }

    /** The reason given, fixed and in words; empty where none was. */
    public static String reason(AuditEntry entry) {
        String code = entry.reasonCode() == null ? "" : Words.reason(entry.reasonCode());
        if (code.isEmpty() || entry.reason().isBlank()) {
            return code + entry.reason();
        }
        return code + ": " + entry.reason();
    }

    /** The replaced values that the line of an entry tells, without being opened. */
    static List<FieldChange> replaced(AuditEntry entry) {
        List<FieldChange> replaced =
                entry.changes().stream()
                        .filter(c -> c.before() != null && !SAID.contains(c.field()))
                        .toList();
        return replaced.subList(0, Math.min(MAX_IN_LINE, replaced.size()));
    }

    /** How much, where nothing was replaced: method and amount; empty where that is no question. */
    static String told(AuditEntry entry, Formats formats) {
        if (OutcomeWords.alone(entry) && entry.outcome() != null) {
            return OutcomeWords.meant(entry.outcome(), formats);
        }
        return String.join(
                Formats.DOT,
                entry.changes().stream()
                        .filter(c -> c.before() == null && c.after() != null)
                        .filter(c -> TOLD_WHEN_NEW.contains(c.field()))
                        .map(c -> value(c.after(), formats))
                        .toList());
    }

    /** A value as a person reads it; a dash where there was none. */
    public static String value(@Nullable AuditValue value, Formats formats) {
        return switch (value) {
            case null -> Formats.NONE;
            case AuditValue.Text(String text) -> text.isBlank() ? Formats.NONE : text;
            case AuditValue.Word(String key) -> Texts.has(key) ? Texts.get(key) : key;
            case AuditValue.Money(long amount) -> formats.money(amount);
            case AuditValue.Minutes(long minutes) -> Formats.minutes(minutes);
            case AuditValue.Number(long number) -> Formats.amount(number);
            case AuditValue.At(java.time.Instant instant) -> formats.dateTime(instant);
            case AuditValue.Reference(var _, String name) ->
                    name.isBlank() ? Texts.get("timeline.unknown-name") : name;
        };
    }

    /**
     * One of the two values of a change in a line: with its field where it does not explain itself,
     * a sequence number; without the day where only the time of day is another one.
     */
    static String valueInLine(FieldChange change, @Nullable AuditValue value, Formats formats) {
        boolean sameDay =
                change.before() instanceof AuditValue.At(var before)
                        && change.after() instanceof AuditValue.At(var after)
                        && formats.day(before).equals(formats.day(after));
        return switch (value) {
            case AuditValue.At(var instant) when sameDay -> formats.time(instant);
            case AuditValue.Number _ -> Words.field(change.field()) + " " + value(value, formats);
            case null, default -> value(value, formats);
        };
    }

    /**
     * What the desk's clock showed, where that was not the server's time: "desk clock +2 s", and
     * from a minute on what it showed. Empty when it was off by less than a second.
     */
    static String clockOffset(AuditEntry entry, Formats formats) {
        Duration off = Duration.between(entry.happenedAt(), entry.deskClock());
        if (off.toSeconds() == 0) {
            return "";
        }
        if (off.abs().compareTo(Duration.ofMinutes(1)) >= 0) {
            return Texts.get("timeline.clock-showed", formats.dateTime(entry.deskClock()));
        }
        String signed = (off.isNegative() ? "−" : "+") + Formats.amount(off.abs().toSeconds());
        return Texts.get("timeline.clock-offset", signed);
    }

    /** The words of a flag of an event; the flag itself when it is newer than this desk. */
    static String flag(String flag) {
        String key = "timeline.flag." + flag;
        return Texts.has(key) ? Texts.get(key) : flag;
    }

    /** Everything about an entry in one sentence, for those who hear the screen. */
    static String spoken(AuditEntry entry, Formats formats) {
        List<String> parts = new ArrayList<>();
        parts.add(title(entry));
        parts.add(formats.dateTime(entry.happenedAt()));
        parts.add(by(entry, formats));
        if (entry.outcome() != null) {
            parts.add(OutcomeWords.became(entry.outcome().became()));
            parts.add(OutcomeWords.why(entry.outcome()));
        }
        for (FieldChange change : entry.changes()) {
            parts.add(
                    Words.field(change.field())
                            + ": "
                            + value(change.before(), formats)
                            + " → "
                            + value(change.after(), formats));
        }
        return String.join(", ", parts);
    }
}
