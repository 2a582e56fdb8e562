package clinic.daybook.desk.local;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A digest over the projections: desks at the same position with nothing pending agree on it. What
 * is known to one desk alone, like marks and what waits for a person, is not part of it.
 */
final class Digest {

    private Digest() {}

    static String of(Reader reader) {
        MessageDigest sha256 = sha256();
        for (String table : Projections.TABLES) {
            add(sha256, table);
            String only = table.equals("audit") ? " WHERE position IS NOT NULL" : "";
            reader.list(
                    "SELECT * FROM " + table + only + " ORDER BY 1, 2",
                    row -> {
                        int columns = row.getMetaData().getColumnCount();
                        for (int i = 1; i <= columns; i++) {
                            String value = row.getString(i);
                            add(sha256, value == null ? "" : "=" + value);
                        }
                        return true;
                    });
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    /** With its length before it, so that no two rows run into each other. */
    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(Integer.toString(bytes.length).getBytes(StandardCharsets.US_ASCII));
        digest.update((byte) ':');
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
