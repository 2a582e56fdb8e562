package clinic.daybook.server;

import clinic.daybook.server.store.StorageException;
import clinic.daybook.server.tls.TlsRefused;
import java.io.IOException;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import org.postgresql.util.PSQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in one line why a command failed and what to do. */
public final class Failure {

    private static final Logger LOG = LoggerFactory.getLogger(Failure.class);

    /** Classes of SQL states: no connection, no such user or password, no such database. */
    private static final List<String> NO_ENTRY = List.of("08", "28", "3D");

    private static final int BAD_VALUE = 2;
    private static final int FAILED = 1;

    private Failure() {}

    /**
     * Describes why a command failed.
     *
     * @param line what to do, for a person
     * @param status the process' exit status
     */
    public record Described(String line, int status) {}

    /** What to say of it; what is unexpected is logged as well. */
    public static Described describe(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case BindException _ -> {
                    return new Described(
                            "the address or port is taken or not this machine's;"
                                    + " choose another --port or --bind",
                            BAD_VALUE);
                }
                case UnresolvedAddressException _ -> {
                    return new Described(
                            "--bind names no address of this machine; choose another", BAD_VALUE);
                }
                case TlsRefused refused -> {
                    return new Described(String.valueOf(refused.getMessage()), BAD_VALUE);
                }
                case StorageException storage -> {
                    Throwable below = storage.getCause();
                    // Without one below, what the store itself says tells what to do.
                    String why = below == null ? "" : " (" + reason(below) + ")" + check(below);
                    return new Described(
                            Main.oneLine(storage.getMessage() + why),
                            below instanceof IOException ? BAD_VALUE : FAILED);
                }
                default -> {}
            }
        }
        LOG.error("MN-0002 unexpected", e);
        return new Described(
                "something unexpected went wrong; the log tells more under MN-0002", FAILED);
    }

    /** Of what PostgreSQL says only why nobody gets in: the rest may quote a row. */
    private static String reason(Throwable below) {
        if (below instanceof PSQLException sql) {
            String state = String.valueOf(sql.getSQLState());
            if (NO_ENTRY.stream().noneMatch(state::startsWith)) {
                return "SQL state " + state;
            }
        }
        return String.valueOf(below.getMessage());
    }

    private static String check(Throwable below) {
        return below instanceof PSQLException
                ? "; check --database, and that PostgreSQL runs and lets this user in"
                : "; check --data, its permissions and the space on its disk";
    }
}
