package clinic.daybook.server;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.codec.EventLevels;
import clinic.daybook.protocol.EnrolmentCode;
import clinic.daybook.protocol.KeyPin;
import clinic.daybook.server.store.TestPostgres;
import clinic.daybook.server.tls.Tls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command line as its users meet it: what is printed, and the exit status. */
@Timeout(180)
class MainTest {

    private record Ran(int status, List<String> out, List<String> err) {}

    @TempDir private Path directory;

    private Ran run(String input, String... arguments) throws IOException, InterruptedException {
        return run(ServerProcess.command(arguments), input);
    }

    private static Ran run(ProcessBuilder command, String input)
            throws IOException, InterruptedException {
        Process process = command.start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), out.lines().toList(), err.lines().toList());
    }

    @Test
    void theServerSaysWhereItListensAndEndsCleanly() throws Exception {
        String data = directory.toString();
        try (ServerProcess server = ServerProcess.start(directory)) {
            assertThat(server.url()).matches("http://127\\.0\\.0\\.1:[1-9][0-9]*");
            Ran code = run("", "enrol", "--data", data, "--name", "데스크 1");
            assertThat(code.status()).isZero();
            assertThat(code.out()).singleElement().asString().matches("[0-9A-Z-]{14}");
            Ran staff =
                    run(
                            "123456\n",
                            "staff",
                            "add",
                            "--data",
                            data,
                            "--name",
                            "김민지",
                            "--role",
                            "admin",
                            "--pin-stdin");
            assertThat(staff.out()).singleElement().asString().matches("staff-[0-9a-f-]{36}");
            Ran verified = run("", "verify", "--data", data);
            assertThat(verified.status()).isZero();
            assertThat(server.terminate()).isZero();
            assertThat(server.rest()).isEmpty();
        }
    }

    @Test
    void theWriteLevelIsPrintedAndRaisedButNotPastWhatDesksCanRead() throws Exception {
        String data = directory.toString();
        run("", "enrol", "--data", data);
        assertThat(run("", "write-level", "--data", data).out())
                .containsExactly(Integer.toString(EventLevels.CURRENT));
        Ran unknown = run("", "write-level", "99", "--data", data);
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).singleElement().asString().contains("knows the write levels");
        assertThat(run("", "write-level", "1", "--data", data).err())
                .singleElement()
                .asString()
                .contains("never lowered");
    }

    @Test
    void theServersOptionsMayStandInAFileAndInTheEnvironment() throws Exception {
        String data = directory.toString();
        Path file = Files.writeString(directory.resolve("server.properties"), "port=7001\n");
        ProcessBuilder command = ServerProcess.command("server", "--data", data, "--print-config");
        command.environment().put("DAYBOOK_BIND", "127.0.0.2");
        Ran ran = run(command, "");
        assertThat(ran.status()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out().stream().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "bind = 127.0.0.2 # environment DAYBOOK_BIND",
                        "data = " + data + " # option --data",
                        "kinesis-stream = # not set",
                        "log-format = text # default",
                        "port = 7001 # file " + file);
        Files.writeString(file, "port=many\n");
        Ran wrong = run("", "server", "--data", data);
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).singleElement().asString().contains("many").contains("from file");
        Files.writeString(file, "prot=7001\n");
        Ran unknown = run("", "server", "--data", data);
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).singleElement().asString().contains("prot");
    }

    @Test
    void everyCommandTellsItsOptions() throws Exception {
        assertThat(run("", "--help").out()).anyMatch(line -> line.contains("restore"));
        for (String command : List.of("server", "enrol", "verify", "backup", "restore")) {
            Ran ran = run("", command, "--help");
            assertThat(ran.status()).as(command).isZero();
            assertThat(ran.out()).as(command).anyMatch(line -> line.contains("--data"));
        }
    }

    @Test
    void wrongUsageIsOneLineAndStatusTwo() throws Exception {
        String data = directory.toString();
        String[][] wrong = {
            {"server", "--data", data, "--unknown"},
            {"server", "--data", data, "--port", "many"},
            {"server", "--data", data, "--port", "70000"},
            {"server", "--data", data, "--bind", "203.0.113.1", "--port", "0"},
            {"server", "--data", data, "--tls-cert", "cert.pem"},
            {"server", "--data", data, "--tls-cert", "no.pem", "--tls-key", "no.pem"},
            {"server", "--data", data, "--max-desks", "0"},
            {"revoke", "Desk 1", "--data", data},
            {"worker", "--kinesis-stream", "clinic"},
            {"reader", "--data", data},
            {"reader", "add", "--data", data, "--name", " "},
            {"reader", "revoke", "--data", data, "--name", "Nobody"},
            {"staff", "add", "--data", data, "--name", "x", "--role", "king", "--pin", "1234"},
            {"verify", "--data", directory.resolve("nothing").toString()},
            {
                "backup",
                directory.resolve("b").toString(),
                "--data",
                directory.resolve("no").toString()
            },
            {"restore", directory.resolve("nothing").toString(), "--data", data},
            {"restore", "--data", data},
            {"server", "--data", data, "--database", "jdbc:mysql://host/x?password=geheim"},
            {"enrol", "--database", "jdbc:postgresql://host:70000/y?password=geheim"},
            {"enrol", "--data", data, "--database", "jdbc:postgresql://host/y?password=geheim"},
            {"verify", "--databse", "jdbc:postgresql://host/y?password=geheim"},
            {"backup", "b", "--database", "jdbc:postgresql://host/y?password=geheim"},
            {"restore", "b", "--database", "jdbc:postgresql://host/y?password=geheim"},
            {"fly"},
            {},
        };
        for (String[] arguments : wrong) {
            Ran ran = run("", arguments);
            assertThat(ran.status()).as(String.join(" ", arguments)).isEqualTo(2);
            assertThat(ran.err()).as(String.join(" ", arguments)).hasSize(1);
            assertThat(ran.err().getFirst()).doesNotContain("geheim");
            assertThat(ran.out()).isEmpty();
        }
    }

    @Test
    void codesOfADatabaseNameTheKeysOfAllItsServers() throws Exception {
        String url = TestPostgres.newDatabase();
        List<KeyPin> pins = new ArrayList<>();
        for (String name : List.of("first", "second")) {
            Config config =
                    new Config(
                            directory.resolve(name),
                            TestPostgres.address(url),
                            Config.DEFAULT_BIND,
                            0,
                            null,
                            new Tls.OwnKey(),
                            Limits.STANDARD);
            try (ServerRuntime server = ServerRuntime.start(config, InstantSource.system())) {
                List<KeyPin> own = EnrolmentCode.read(server.enrolmentCode(null)).pins();
                assertThat(own).hasSize(1);
                pins.addAll(own);
            }
        }
        Ran code = run("", "enrol", "--database", url);
        assertThat(EnrolmentCode.read(code.out().getFirst()).pins())
                .containsExactlyInAnyOrderElementsOf(pins);
        Ran credential = run("", "reader", "add", "--database", url, "--name", "Statistics");
        assertThat(EnrolmentCode.read(credential.out().getFirst()).pins())
                .containsExactlyInAnyOrderElementsOf(pins);
    }

    @Test
    void commandsWorkWithADatabaseAndKeepItsPasswordToThemselves() throws Exception {
        String url = TestPostgres.newDatabase();
        assertThat(run("", "enrol", "--database", url).out())
                .singleElement()
                .asString()
                .matches("[0-9A-Z-]{14}");
        Ran staff =
                run(
                        "",
                        "staff",
                        "add",
                        "--database",
                        url,
                        "--name",
                        "x",
                        "--role",
                        "admin",
                        "--pin",
                        "1234");
        assertThat(staff.out()).singleElement().asString().matches("staff-[0-9a-f-]{36}");
        assertThat(run("", "verify", "--database", url).out())
                .singleElement()
                .asString()
                .startsWith("sound: 2 events");
        assertThat(run("", "write-level", "--database", url).out())
                .containsExactly(Integer.toString(EventLevels.CURRENT));
        Ran moved = run("", "restore", "--database", url);
        assertThat(moved.status()).isZero();
        assertThat(moved.out().getFirst()).contains("position 2", "the store's id is now");
        Ran mistaken =
                run("", "verify", "--database", url.replaceAll("password=.*", "password=no"));
        assertThat(mistaken.status()).isEqualTo(1);
        assertThat(mistaken.err())
                .singleElement()
                .asString()
                .contains("check --database")
                .doesNotContain("password=");
    }
}
