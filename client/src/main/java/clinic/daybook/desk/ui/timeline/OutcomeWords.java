package clinic.daybook.desk.ui.timeline;

import clinic.daybook.desk.model.AuditEntry;
import clinic.daybook.desk.model.ChangeOutcome;
import clinic.daybook.desk.model.ChangeOutcome.Answer;
import clinic.daybook.desk.model.ChangeOutcome.Became;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Tag;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Puts into words what became of a change. */
public final class OutcomeWords {

    /** More than this of what happened in between makes the facts unreadable. */
    private static final int MAX_SINCE = 4;

    private OutcomeWords() {}

    /** Whether the entry stands for a change of which nothing was recorded on its stream. */
    static boolean alone(AuditEntry entry) {
        return entry.outcome() != null && entry.type().startsWith("Change");
    }

    /** What became of it, as a tag. */
    public static Tag tag(Became became) {
        Tag.Tone tone =
                switch (became) {
                    case ADJUSTED -> Tag.Tone.ACCENT;
                    case ALREADY_DONE, KEPT, LET_GO -> Tag.Tone.PLAIN;
                    case NEEDS_YOU -> Tag.Tone.BAD;
                    case REDONE -> Tag.Tone.OK;
                };
        return new Tag(became(became), tone);
    }

    /** What became of it, in a word or two. */
    public static String became(Became became) {
        return Texts.get(
                "timeline.became." + became.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** Why it came to this. */
    public static String why(ChangeOutcome outcome) {
        return switch (outcome.became()) {
            case ADJUSTED, ALREADY_DONE -> Words.remark(outcome.code());
            case NEEDS_YOU, REDONE, KEPT, LET_GO -> Words.why(outcome.code());
        };
    }

    /** The values of what was meant, in one line; empty where its name says all. */
    public static String meant(ChangeOutcome outcome, Formats formats) {
        return outcome.meant() == null
                ? ""
                : String.join(
                        Formats.DOT,
                        MeantText.lines(
                                        outcome.meant(),
                                        null,
                                        formats,
                                        id -> outcome.names().getOrDefault(id, ""))
                                .stream()
                                .map(MeantText.Line::value)
                                .toList());
    }

    /** What is known about it, for an entry that is opened. */
    static List<EntryDetails.Fact> facts(ChangeOutcome outcome, Formats formats) {
        List<EntryDetails.Fact> facts = new ArrayList<>();
        String meant = meant(outcome, formats);
        facts.add(
                new EntryDetails.Fact(
                        "timeline.meant",
                        meant.isEmpty()
                                ? Words.command(outcome.type())
                                : Words.command(outcome.type()) + Formats.DOT + meant));
        facts.add(
                new EntryDetails.Fact(
                        "timeline.basis", Texts.get("timeline.basis-of-outcome", outcome.basis())));
        facts.add(new EntryDetails.Fact("timeline.since", since(outcome, formats)));
        facts.add(
                new EntryDetails.Fact(
                        "timeline.became", became(outcome.became()) + ": " + why(outcome)));
        Answer answer = outcome.answer();
        if (answer != null) {
            facts.add(
                    new EntryDetails.Fact(
                            "timeline.answer",
                            String.join(
                                    Formats.DOT,
                                    somebody(answer.staffName()),
                                    Formats.shortDate(formats.day(answer.at()))
                                            + " "
                                            + formats.time(answer.at()),
                                    Words.reason(answer.code()))));
        }
        return facts;
    }

    private static String since(ChangeOutcome outcome, Formats formats) {
        if (outcome.since().isEmpty()) {
            return Texts.get("timeline.since-nothing");
        }
        List<String> lines = new ArrayList<>();
        for (AuditEntry entry : outcome.since()) {
            if (lines.size() == MAX_SINCE) {
                lines.add(Texts.get("timeline.since-more", outcome.since().size() - MAX_SINCE));
                break;
            }
            List<String> parts = new ArrayList<>();
            parts.add(AuditWords.title(entry));
            parts.add(somebody(entry.staffName()));
            if (!entry.deskName().isBlank()) {
                parts.add(entry.deskName());
            }
            parts.add(formats.time(entry.happenedAt()));
            lines.add(String.join(Formats.DOT, parts));
        }
        return String.join("\n", lines);
    }

    private static String somebody(String name) {
        return name.isBlank() ? Texts.get("timeline.somebody") : name;
    }
}
