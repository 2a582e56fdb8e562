package clinic.daybook.server.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The console's style, scripts and fonts, from the jar alone. Their path holds a digest of all of
 * them, so that browsers may keep them for good and an update is still seen at once.
 */
final class Assets {

    private static final String HTMX =
            "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js";
    private static final int DIGEST_CHARS = 16;

    private final Map<String, Asset> files = new LinkedHashMap<>();
    private final String digest;

    /** A file and its media type. */
    @SuppressWarnings("ArrayRecordComponent") // Served as they are, never compared.
    record Asset(String mediaType, byte[] bytes) {}

    Assets() {
        add("console.css", "assets/console.css", "text/css; charset=utf-8");
        add("console.js", "assets/console.js", "text/javascript; charset=utf-8");
        add("htmx.js", HTMX, "text/javascript; charset=utf-8");
        add("icon.svg", "assets/icon.svg", "image/svg+xml");
        add("DaybookSans-Regular.otf", "assets/DaybookSans-Regular.otf", "font/otf");
        add("DaybookSans-Bold.otf", "assets/DaybookSans-Bold.otf", "font/otf");
        digest = digest();
    }

    /** The path of the directory that all files are in. */
    String path() {
        return "/console/assets/" + digest;
    }

    /** The file of this name; {@code null} when there is none. */
    @Nullable Asset find(String name) {
        return files.get(name);
    }

    private void add(String name, String resource, String mediaType) {
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("missing from the jar: " + resource);
            }
            files.put(name, new Asset(mediaType, in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String digest() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            files.values().forEach(asset -> sha256.update(asset.bytes()));
            return HexFormat.of().formatHex(sha256.digest()).substring(0, DIGEST_CHARS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
