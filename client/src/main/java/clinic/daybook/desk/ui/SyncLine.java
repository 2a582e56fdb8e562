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
 */
public record SyncLine(Tone tone, String text, boolean strong) {

    /** The dot's colour. */
    public enum Tone {
        OK,
        ACCENT,
        WARN,
        BAD
    }

    /** The line of a status. */
    public static SyncLine of(SyncStatus status, Formats formats) {
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
            case STORE_CHANGED -> new SyncLine(Tone.BAD, Texts.get("ui.sync.store-changed"), true);
        };
    }

    private static String offline(@Nullable Instant since, Formats formats) {
        return since == null
                ? Texts.get("ui.sync.offline")
                : Texts.get("ui.sync.offline-since", formats.time(since));
    }
}
