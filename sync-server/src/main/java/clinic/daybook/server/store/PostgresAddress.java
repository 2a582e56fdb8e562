package clinic.daybook.server.store;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where a PostgreSQL database is and as whom to open it, checked. Its password is in none of its
 * texts.
 */
public final class PostgresAddress {

    /** Holds the password where the address does not. */
    public static final String PASSWORD = "DAYBOOK_DATABASE_PASSWORD";

    private static final String PORT =
            "(?:6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}"
                    + "|6[0-4][0-9]{3}|[1-5][0-9]{4}|[1-9][0-9]{0,3})";
    private static final String HOST = "(?:[A-Za-z0-9_.-]+|\\[[0-9A-Fa-f:.%]+])(?::" + PORT + ")?";

    /** What the driver would complain of comes here first: it writes addresses into its log. */
    private static final Pattern FORM =
            Pattern.compile(
                    "(jdbc:postgresql://"
                            + HOST
                            + "(?:,"
                            + HOST
                            + ")*/[A-Za-z0-9_.%-]+)(\\?\\S*)?");

    private static final String WANTED =
            "--database is an address like jdbc:postgresql://localhost:5432/daybook?user=daybook,"
                    + " with the password in it or in "
                    + PASSWORD;

    // So that a server that does not answer is noticed, unless the address says otherwise.
    private static final Map<PGProperty, String> DEFAULTS =
            Map.of(
                    PGProperty.CONNECT_TIMEOUT, "5",
                    PGProperty.SOCKET_TIMEOUT, "30",
                    PGProperty.TCP_KEEP_ALIVE, "true",
                    // What is inserted together goes as one statement of many rows.
                    PGProperty.REWRITE_BATCHED_INSERTS, "true",
                    // What it refuses it would quote, and that may be a person's name.
                    PGProperty.LOG_SERVER_ERROR_DETAIL, "false",
                    PGProperty.APPLICATION_NAME, "daybook-server");

    private final String url;
    private final String shown;
    private final Map<PGProperty, String> properties = new HashMap<>();

    private PostgresAddress(String url, String shown) {
        this.url = url;
        this.shown = shown;
    }

    /**
     * Reads an address.
     *
     * @param url {@code jdbc:postgresql://HOST[:PORT][,…]/DATABASE[?PARAMETERS]}
     * @param environment where the password is looked for that the address does not hold
     * @throws IllegalArgumentException when it is none; the message says what is wanted, and holds
     *     nothing of the address
     */
    public static PostgresAddress parse(String url, Map<String, String> environment) {
        Matcher form = FORM.matcher(url);
        Properties read = form.matches() ? Driver.parseURL(url, null) : null;
        if (read == null) {
            throw new IllegalArgumentException(WANTED);
        }
        PostgresAddress address = new PostgresAddress(url, form.group(1));
        DEFAULTS.forEach((property, value) -> {
            if (property.getOrNull(read) == null) {
                address.properties.put(property, value);
            }
        });
        String password = environment.get(PASSWORD);
        if (PGProperty.PASSWORD.getOrNull(read) == null && password != null) {
            address.properties.put(PGProperty.PASSWORD, password);
        }
        return address;
    }

    /** Makes connections. */
    public PGSimpleDataSource source() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        properties.forEach(source::setProperty);
        return source;
    }

    /** Hosts and database alone: who opens it stays out of logs. */
    @Override
    public String toString() {
        return shown;
    }
}
