package clinic.daybook.desk.ui;

import clinic.daybook.desk.model.SyncStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How this desk stands to the server, in one line.
 *
 * @param tone of the dot
 * @param text in the language that is set
 * @param strong whether a person should notice
 * @param progress of reading what is missing here, from 0 to 1; {@code null}: nothing is
 */
public record SyncLine(Tone tone, String text, boolean strong, @Nullable Double progress) {

    /** A line without anything to be read. */
    public SyncLine(Tone tone, String text, boolean strong) {
        this(tone, text, strong, null);
    }

    /** The dot's colour. */
    public enum Tone {
        OK,
        ACCENT,
        WARN,
        BAD
    }

    /** The line of a status. */
    public static SyncLine of(SyncStatus status, Formats formats) {
        SyncLine line = withoutProgress(status, formats);
        SyncStatus.Progress progress = status.progress();
        if (progress == null || line.strong()) {
            return line;
        }
        String key = progress.older() ? "ui.sync.older" : "ui.sync.missed";
        String words =
                status.unsent() == 0 ? Texts.get(key, progress.percent() + "%") : line.text();
        return new SyncLine(Tone.ACCENT, words, false, progress.share());
    }

    private static SyncLine withoutProgress(SyncStatus status, Formats formats) {
        return switch (status.connection()) {
            case LIVE ->
                    status.unsent() == 0
                            ? new SyncLine(Tone.OK, Texts.get("ui.sync.all-saved"), false)
                            : new SyncLine(
                                    Tone.ACCENT,
                                    Texts.get("ui.sync.sending", status.unsent()),
                                    false);
            case CATCHING_UP -> new SyncLine(Tone.ACCENT, Texts.get("ui.sync.catching-up"), false);
            case CONNECTING -> new SyncLine(Tone.ACCENT, Texts.get("ui.sync.connecting"), false);
            case OFFLINE -> new SyncLine(Tone.WARN, offline(status.since(), formats), true);
            case NOT_ENROLLED -> new SyncLine(Tone.WARN, Texts.get("ui.sync.not-enrolled"), false);
            case ENROL_AGAIN -> new SyncLine(Tone.BAD, Texts.get("ui.sync.enrol-again"), true);
            case OTHER_KEY -> new SyncLine(Tone.BAD, Texts.get("ui.sync.other-key"), true);
            case HALTED -> new SyncLine(Tone.BAD, Texts.get("ui.sync.halted"), true);
            case STORE_CHANGED -> new SyncLine(Tone.BAD, Texts.get("ui.sync.store-changed"), true);
        };
    }

    private static String offline(@Nullable Instant since, Formats formats) {
        return since == null
                ? Texts.get("ui.sync.offline")
                : Texts.get("ui.sync.offline-since", formats.time(since));
    }
}
