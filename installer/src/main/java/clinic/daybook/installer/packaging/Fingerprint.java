package clinic.daybook.installer.packaging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Tells whether what goes into an image has changed since it was built: a digest of texts and of
 * files with their names, in which neither place nor time of a file counts.
 */
final class Fingerprint {

    private final MessageDigest digest;

    Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    Fingerprint text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        length(bytes.length);
        digest.update(bytes);
        return this;
    }

    Fingerprint texts(List<String> texts) {
        length(texts.size());
        texts.forEach(this::text);
        return this;
    }

    Fingerprint file(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        text(String.valueOf(file.getFileName()));
        length(bytes.length);
        digest.update(bytes);
        return this;
    }

    /** The digest, in hexadecimal; after this nothing more can be added. */
    String value() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** With its length before it, a text cannot be mistaken for the beginning of another. */
    private void length(int length) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            digest.update((byte) (length >>> shift));
        }
    }
}
