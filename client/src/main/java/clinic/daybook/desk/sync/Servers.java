package clinic.daybook.desk.sync;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which of the servers that share a store the desk talks to: the one it talked to last, and the
 * next when that cannot be reached. A refusal is an answer and no reason to ask somebody else. For
 * any thread.
 */
final class Servers {

    private static final Logger LOG = LoggerFactory.getLogger(Servers.class);

    private List<String> addresses = List.of();
    private int current;

    /** The one to talk to now, of these; other ones than before begin with the first. */
    synchronized String of(List<String> now) {
        if (!now.equals(addresses)) {
            addresses = now;
            current = 0;
        }
        return addresses.get(current);
    }

    /**
     * That one could not be reached, or went away. Told again of the same, as by each of several
     * requests that were under way, nothing more happens.
     */
    synchronized void unreachable(String address) {
        if (addresses.size() > 1 && addresses.get(current).equals(address)) {
            current = (current + 1) % addresses.size();
            LOG.info("SY-3016: {} is out of reach; on to {}", address, addresses.get(current));
        }
    }
}
