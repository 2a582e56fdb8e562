package clinic.daybook.sync;

import clinic.daybook.event.Personal;

/**
 * Personal data with what binds an event to it.
 *
 * @param salt 32 random bytes, base64
 * @param commitment over salt and fields, base64
 */
public record SealedPersonal(Personal personal, String salt, String commitment) {

    /** Tells which fields there are, never what stands in them: this text may reach a log. */
    @Override
    public String toString() {
        return "SealedPersonal" + personal.fields().keySet();
    }
}
