package clinic.daybook;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.codec.Json;
import clinic.daybook.server.http.HttpServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every code that a person or a log can be shown has a line in the manual, and no other has. */
class TroubleshootingTest {

    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> MODULES =
            List.of("shared-events", "sync-server", "sync-server/worker", "client", "installer");
    private static final Pattern CODE = Pattern.compile("(?<![\\w-])[A-Z]{2}-[0-9]{4}(?![\\w-])");
    private static final Pattern LINE = Pattern.compile("^\\| (`[^|]*`) \\|", Pattern.MULTILINE);
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    @Test
    void everyCodeHasItsLine() throws IOException {
        Set<String> codes = new TreeSet<>();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(CHECKOUT.resolve(module).resolve("src/main"))) {
                files.filter(TroubleshootingTest::mayNameCodes)
                        .forEach(file -> addMatches(codes, CODE, read(file)));
            }
        }
        assertThat(codes).hasSizeGreaterThan(50);
        try (InputStream document = HttpServer.class.getResourceAsStream("openapi.json")) {
            addCodes(codes, Json.mapper().readTree(document));
        }
        assertThat(codes).contains("stopping", "illegal-in-state", "DB-0003");
        assertThat(explained()).isEqualTo(codes);
    }

    private static Set<String> explained() {
        Set<String> explained = new TreeSet<>();
        Matcher lines = LINE.matcher(read(CHECKOUT.resolve("docs/troubleshooting.md")));
        while (lines.find()) {
            addMatches(explained, QUOTED, lines.group(1));
        }
        return explained;
    }

    private static boolean mayNameCodes(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".java") || name.endsWith(".properties") || name.endsWith(".jte");
    }

    /** The codes of answers, each listed as what a {@code code} may be. */
    private static void addCodes(Set<String> codes, JsonNode node) {
        node.path("code").path("enum").forEach(code -> codes.add(code.asText()));
        node.forEach(child -> addCodes(codes, child));
    }

    private static void addMatches(Set<String> found, Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(matcher.groupCount()));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
