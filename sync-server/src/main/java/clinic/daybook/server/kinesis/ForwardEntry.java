package clinic.daybook.server.kinesis;

import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * One entry of a PutRecords request: consecutive events of one stream. Sent again it is the same
 * entry with the same bytes, so that a repeat is never mixed with something new.
 */
final class ForwardEntry {

    private static final int BRACKETS = 2;

    private final List<ForwardItem> items;
    private final int bytes;
    private int failures;

    ForwardEntry(List<ForwardItem> items) {
        if (items.isEmpty()) {
            throw new IllegalArgumentException("an entry carries at least one event");
        }
        this.items = List.copyOf(items);
        int sum = items.getFirst().keyBytes();
        int count = 0;
        for (ForwardItem item : items) {
            sum += added(item, count++);
        }
        this.bytes = sum;
    }

    /** The bytes that {@code item} adds to an entry that carries {@code before} events already. */
    static int added(ForwardItem item, int before) {
        // A second event turns the object into an array; each one from there on brings a comma.
        return item.json().length + (before == 0 ? 0 : before == 1 ? BRACKETS + 1 : 1);
    }

    String key() {
        return items.getFirst().key();
    }

    List<ForwardItem> items() {
        return items;
    }

    /** Data and key, as Kinesis counts them. */
    int bytes() {
        return bytes;
    }

    /** How often sending it has failed. */
    int failures() {
        return failures;
    }

    void countFailure() {
        failures++;
    }

    /** The record's data: one CloudEvent, or a JSON array of several. */
    byte[] data() {
        if (items.size() == 1) {
            return items.getFirst().json();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes);
        out.write('[');
        boolean first = true;
        for (ForwardItem item : items) {
            if (!first) {
                out.write(',');
            }
            first = false;
            out.writeBytes(item.json());
        }
        out.write(']');
        return out.toByteArray();
    }

    @Override
    public String toString() {
        return key() + " from version " + items.getFirst().version();
    }
}
