package clinic.daybook.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options from the command line, the environment and a file. */
class SettingsTest {

    @TempDir private Path directory;

    /** A command with what a server's options are made of. */
    @Command(name = "sample")
    private static final class Sample implements Runnable {
        @ArgGroup(multiplicity = "1")
        private @Nullable Place place;

        @ArgGroup(exclusive = false)
        private @Nullable Pair pair;

        @Option(names = "--port")
        private int port = 7410;

        @Option(names = "--quick")
        private boolean quick;

        @Option(names = "--store-password")
        private @Nullable String password;

        @Option(names = "--tls-key")
        private @Nullable Path key;

        @Option(names = "--config")
        private @Nullable Path config;

        @Override
        public void run() {}

        private static final class Place {
            @Option(names = "--data", required = true)
            private @Nullable Path data;

            @Option(names = "--database", required = true)
            private @Nullable String database;
        }

        private static final class Pair {
            @Option(names = "--left", required = true)
            private @Nullable String left;

            @Option(names = "--right")
            private @Nullable String right;
        }
    }

    private Settings read(Map<String, String> environment, String... given) {
        return Settings.read(spec(), List.of(given), environment);
    }

    private static CommandSpec spec() {
        return new CommandLine(new Sample()).getCommandSpec();
    }

    private static Sample parsed(Settings settings) {
        Sample sample = new Sample();
        new CommandLine(sample).parseArgs(settings.arguments().toArray(String[]::new));
        return sample;
    }

    private String file(String text) throws IOException {
        return Files.writeString(directory.resolve(Settings.FILE), text).toString();
    }

    @Test
    void theCommandLineBeatsTheEnvironmentAndThatBeatsTheFile() throws IOException {
        file("port=1\nleft=file\nright=file\nquick=true\n");
        String data = directory.toString();
        Sample file = parsed(read(Map.of(), "--data", data));
        assertThat(file.port).isEqualTo(1);
        assertThat(file.quick).isTrue();
        assertThat(file.pair).isNotNull();
        Sample mixed =
                parsed(
                        read(
                                Map.of("DAYBOOK_PORT", "2", "DAYBOOK_LEFT", "environment"),
                                "--data=" + data,
                                "--port",
                                "3"));
        assertThat(mixed.port).isEqualTo(3);
        assertThat(mixed.pair.left).isEqualTo("environment");
        assertThat(mixed.pair.right).isEqualTo("file");
    }

    @Test
    void whatTheDirectoryIsMayStandInTheEnvironment() throws IOException {
        file("port=1");
        Sample sample = parsed(read(Map.of("DAYBOOK_DATA", directory.toString())));
        assertThat(sample.place.data).isEqualTo(directory);
        assertThat(sample.port).isEqualTo(1);
    }

    @Test
    void ofOptionsThatExcludeEachOtherTheStrongerPlaceSays() throws IOException {
        String config = file("database=jdbc:postgresql://file");
        Sample sample = parsed(read(Map.of(), "--config", config, "--data", "here"));
        assertThat(sample.place.data).isEqualTo(Path.of("here"));
        assertThat(sample.place.database).isNull();
    }

    @Test
    void anEmptyValueIsNone() throws IOException {
        file("port=\n");
        Sample sample = parsed(read(Map.of("DAYBOOK_LEFT", " "), "--data", directory.toString()));
        assertThat(sample.port).isEqualTo(7410);
        assertThat(sample.pair).isNull();
    }

    @Test
    void whatNoOptionIsCalledIsRefusedByName() throws IOException {
        String config = file("prot=1\nconfig=elsewhere\n");
        assertThatThrownBy(() -> read(Map.of(), "--config", config))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining(": config, prot; known are data, database, left, port");
        assertThatThrownBy(() -> read(Map.of(), "--config", directory.resolve("no").toString()))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("cannot be read");
        String broken = file("left=\\u12");
        assertThatThrownBy(() -> read(Map.of(), "--config", broken))
                .isInstanceOf(ParameterException.class);
    }

    @Test
    void aWrongValueIsSaidWithWhereItStands() {
        Settings settings = read(Map.of("DAYBOOK_PORT", "many"), "--data", "here");
        assertThatThrownBy(() -> parsed(settings))
                .isInstanceOfSatisfying(
                        ParameterException.class,
                        e ->
                                assertThat(settings.whereabouts(e.getArgSpec()))
                                        .isEqualTo(" (from environment DAYBOOK_PORT)"));
        assertThat(read(Map.of(), "--port", "many").whereabouts(null)).isEmpty();
    }

    @Test
    void everyOptionIsToldWithWhereItComesFromAndNothingSecret() throws IOException {
        file("database=jdbc:postgresql://sa:geheim1@db/x?user=u&password=geheim2&ssl=true\n");
        List<String> lines =
                read(
                                Map.of(
                                        "DAYBOOK_STORE_PASSWORD",
                                        "geheim3",
                                        "DAYBOOK_TLS_KEY",
                                        "/etc/daybook/key.pem"),
                                "--config",
                                directory.resolve(Settings.FILE).toString(),
                                "--quick",
                                "--left",
                                "x")
                        .lines();
        assertThat(lines).noneMatch(line -> line.contains("geheim"));
        assertThat(lines)
                .map(line -> line.replaceAll(" +", " "))
                .contains(
                        "data = # not set",
                        "left = x # option --left",
                        "port = 7410 # default",
                        "quick = true # option --quick",
                        "store-password = *** # environment DAYBOOK_STORE_PASSWORD",
                        "tls-key = /etc/daybook/key.pem # environment DAYBOOK_TLS_KEY")
                .anyMatch(line ->
                        line.startsWith(
                                "database = jdbc:postgresql://sa:***@db/x?user=u&password=***"
                                        + "&ssl=true # file "));
    }
}
