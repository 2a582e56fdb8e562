package clinic.daybook.server.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL of its own, started once for all tests of a process and gone with it. Each test
 * class takes databases of its own.
 */
public final class TestPostgres {

    private static final String PASSWORD = "a password & more";
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final int TRIES = 3;

    /** Started when the first test asks. */
    private static final class Started {
        private static final TestPostgres SERVER = start();
    }

    private final int port;

    private TestPostgres(int port) {
        this.port = port;
    }

    /** A new, empty database; the address holds the password. */
    public static String newDatabase() {
        String name = "test_" + DATABASES.incrementAndGet();
        execute(url("postgres"), "CREATE DATABASE " + name + " ENCODING UTF8 TEMPLATE template0");
        return url(name);
    }

    /** An empty schema of a database: as good as a database to one store, and made much faster. */
    public static String newSchema(String url) {
        String name = "test_" + DATABASES.incrementAndGet();
        execute(url, "CREATE SCHEMA " + name);
        return url + "&currentSchema=" + name;
    }

    /** A database with what another one holds now, while nobody works with that one. */
    public static String copyOf(String url) {
        String name = "test_" + DATABASES.incrementAndGet();
        String from = url.replaceAll(".*/([a-z_0-9]+)\\?.*", "$1");
        execute(url("postgres"), "CREATE DATABASE " + name + " TEMPLATE " + from);
        return url(name);
    }

    /** The address as the server's command line takes it. */
    public static PostgresAddress address(String url) {
        return PostgresAddress.parse(url, Map.of());
    }

    /** A connection of one's own, beside those of a store. */
    public static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url);
    }

    /** Runs a statement beside a store. */
    public static void execute(String url, String sql) {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String url(String database) {
        return "jdbc:postgresql://127.0.0.1:"
                + Started.SERVER.port
                + "/"
                + database
                + "?user=daybook&password="
                + PASSWORD.replace("&", "%26").replace(" ", "%20");
    }

    private static TestPostgres start() {
        Path programs = programs();
        try {
            Path home = Files.createTempDirectory("daybook-postgres");
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path data = home.resolve("data");
            Path password = Files.writeString(home.resolve("password"), PASSWORD + "\n");
            boolean root = "root".equals(System.getProperty("user.name"));
            if (root) {
                // PostgreSQL does not run as root.
                run(List.of("chown", "-R", "nobody", home.toString()));
            }
            run(
                    as(
                            root,
                            programs.resolve("initdb").toString(),
                            "--no-sync",
                            "--encoding=UTF8",
                            "--locale=C.UTF-8",
                            "--username=daybook",
                            "--auth=scram-sha-256",
                            "--pwfile=" + password,
                            "-D",
                            data.toString()));
            for (int i = 1; ; i++) {
                int port = freePort();
                Process server = serve(root, programs, data, port);
                if (answers(server, port)) {
                    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, home)));
                    return new TestPostgres(port);
                }
                if (i == TRIES) {
                    throw new IllegalStateException(
                            "PostgreSQL does not start; see " + home.resolve("log"));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL does not start", e);
        }
    }

    /** It ends when its standard input does, and so also when this process is killed. */
    private static Process serve(boolean root, Path programs, Path data, int port)
            throws IOException {
        String script = "\"$0\" \"$@\" & server=$!; read -r _; kill -QUIT $server; wait $server";
        return new ProcessBuilder(
                        as(
                                root,
                                "sh",
                                "-c",
                                script,
                                programs.resolve("postgres").toString(),
                                "-D",
                                data.toString(),
                                "-p",
                                Integer.toString(port),
                                "-F",
                                "-c",
                                "listen_addresses=127.0.0.1",
                                "-c",
                                "unix_socket_directories=",
                                "-c",
                                "max_connections=200",
                                "-c",
                                "shared_buffers=32MB"))
                .redirectErrorStream(true)
                .redirectOutput(data.resolveSibling("log").toFile())
                .start();
    }

    private static boolean answers(Process server, int port) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (server.isAlive() && System.nanoTime() < end) {
            try (Connection connection =
                    DriverManager.getConnection(
                            "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                            "daybook",
                            PASSWORD)) {
                return connection.isValid(5);
            } catch (SQLException e) {
                pause();
            }
        }
        server.destroy();
        return false;
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void stop(Process server, Path home) {
        try {
            server.getOutputStream().close();
            server.waitFor(10, TimeUnit.SECONDS);
            run(List.of("rm", "-rf", home.toString()));
        } catch (IOException | InterruptedException e) {
            server.destroyForcibly();
        }
    }

    private static List<String> as(boolean root, String... command) {
        List<String> whole = new ArrayList<>();
        if (root) {
            whole.addAll(List.of("setpriv", "--reuid=nobody", "--clear-groups"));
        }
        whole.addAll(Arrays.asList(command));
        return whole;
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said =
                new String(
                        process.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command.getFirst() + " failed: " + said);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The directory of its programs: the one that the environment names, or the system's. */
    private static Path programs() {
        String named = System.getenv("DAYBOOK_POSTGRES");
        if (named != null && Files.isExecutable(Path.of(named, "initdb"))) {
            return Path.of(named);
        }
        List<Path> places = new ArrayList<>();
        for (Path root : List.of(Path.of("/usr/lib/postgresql"), Path.of("/usr/pgsql"))) {
            if (Files.isDirectory(root)) {
                try (var versions = Files.list(root)) {
                    versions.sorted((a, b) -> b.compareTo(a))
                            .forEach(version -> places.add(version.resolve("bin")));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        for (String directory : System.getenv("PATH").split(java.io.File.pathSeparator, -1)) {
            places.add(Path.of(directory));
        }
        return places.stream()
                .filter(place -> Files.isExecutable(place.resolve("initdb")))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(
                                "The tests of the store in PostgreSQL need its programs: install"
                                        + " the package postgresql, or name their directory in"
                                        + " DAYBOOK_POSTGRES."));
    }
}
