package clinic.daybook.server;

import clinic.daybook.server.store.StorageException;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in one line why a command failed and what to do. */
final class Failure {

    private static final Logger LOG = LoggerFactory.getLogger(Failure.class);

    private Failure() {}

    static String describe(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case BindException _ -> {
                    return "the address or port is taken or not this machine's;"
                            + " choose another --port or --bind";
                }
                case UnresolvedAddressException _ -> {
                    return "--bind names no address of this machine; choose another";
                }
                case StorageException storage -> {
                    Throwable below = storage.getCause();
                    return storage.getMessage()
                            + (below == null ? "" : " (" + below.getMessage() + ")")
                            + "; check --data, its permissions and the space on its disk";
                }
                default -> {}
            }
        }
        LOG.error("MN-0002 unexpected", e);
        return "something unexpected went wrong; the log tells more under MN-0002";
    }
}
