package clinic.daybook.server.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;

/** How what goes over the line is encrypted. */
public sealed interface Tls {

    /** Not at all: on this machine alone, behind a proxy, or because the administrator says so. */
    record Off() implements Tls {}

    /** With a key of the server's own, made at the first start and kept with its data. */
    record OwnKey() implements Tls {}

    /**
     * With a certificate from somewhere else.
     *
     * @param certificate PEM: the server's own first, then those that lead to its authority
     * @param key PEM, not encrypted
     */
    record Files(Path certificate, Path key) implements Tls {}

    /** What is right for an address when nobody says otherwise: only loopback may go without. */
    static Tls usual(String bind) {
        return loopback(bind) ? new Off() : new OwnKey();
    }

    private static boolean loopback(String bind) {
        try {
            return InetAddress.getByName(bind).isLoopbackAddress();
        } catch (UnknownHostException e) {
            // Opening the port will say so; until then it counts as anybody's.
            return false;
        }
    }
}
