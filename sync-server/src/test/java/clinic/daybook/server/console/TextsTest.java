package clinic.daybook.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextsTest {

    private static final Texts KO = Texts.of(Language.KO);
    private static final Texts EN = Texts.of(Language.EN);

    @Test
    void bothLanguagesHaveTheSameTextsWithTheSamePlaces() {
        assertThat(KO.keys()).containsExactlyInAnyOrderElementsOf(EN.keys());
        Pattern place = Pattern.compile("\\{\\d}");
        for (String key : EN.keys()) {
            assertThat(places(place, EN.getOr(key, "")))
                    .as(key)
                    .isEqualTo(places(place, KO.getOr(key, "")));
        }
    }

    @Test
    void everyTextThatATemplateAsksForIsThere() throws IOException {
        Pattern asked = Pattern.compile("\"([a-z][a-z-]*(?:\\.[a-z-]+)*)\"");
        Set<String> keys = EN.keys();
        try (Stream<Path> templates = Files.list(Path.of("src", "main", "jte", "console"))) {
            for (Path template : templates.toList()) {
                for (String line : Files.readAllLines(template)) {
                    if (line.contains("texts.get(")) {
                        String call = line.substring(line.indexOf("texts.get("));
                        Matcher matcher = asked.matcher(call.substring(0, call.indexOf(')')));
                        while (matcher.find()) {
                            assertThat(keys).as(template.toString()).contains(matcher.group(1));
                        }
                    }
                }
            }
        }
    }

    @Test
    void numbersTimesAndSizesAreWrittenForPeople() {
        assertThat(KO.number(18_207)).isEqualTo("18,207");
        assertThat(EN.signed(-1)).isEqualTo("\u22121");
        assertThat(EN.signed(47)).isEqualTo("+47");
        assertThat(EN.signed(0)).isEqualTo("0");
        assertThat(KO.size(214L * 1024 * 1024).toString()).isEqualTo("214 MB");
        assertThat(KO.size(3_328_599_655L).toString()).isEqualTo("3.1 GB");
        assertThat(KO.size(900).toString()).isEqualTo("900 B");
        assertThat(KO.lasting(Duration.ofMinutes(18))).isEqualTo("18분");
        assertThat(EN.lasting(Duration.ofHours(26))).isEqualTo("1 d");
        assertThat(EN.lasting(Duration.ofSeconds(-3))).isEqualTo("0 s");
        assertThat(KO.time(Snapshots.NOW.minus(Duration.ofDays(1)), Snapshots.NOW, ZoneOffset.UTC))
                .isEqualTo("1월 5일 05:20");
        assertThat(EN.time(Snapshots.NOW, Snapshots.NOW, ZoneOffset.UTC)).isEqualTo("05:20");
    }

    @Test
    void theBrowsersLanguageIsTakenWhereItIsOneOfOurs() {
        assertThat(Language.accepted("en-GB,en;q=0.9,ko;q=0.8")).isEqualTo(Language.EN);
        assertThat(Language.accepted("fr,ko;q=0.5,en;q=0.4")).isEqualTo(Language.KO);
        assertThat(List.of(Language.accepted(null), Language.accepted(";;;,=")))
                .containsOnly(Language.KO);
    }

    private static Set<String> places(Pattern place, String text) {
        Set<String> places = new HashSet<>();
        place.matcher(text).results().forEach(result -> places.add(result.group()));
        return places;
    }
}
