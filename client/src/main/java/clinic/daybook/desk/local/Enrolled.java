package clinic.daybook.desk.local;

import clinic.daybook.protocol.KeyPin;
import java.util.List;
import java.util.Set;

/**
 * Where and as whom a desk syncs.
 *
 * @param serverUrl without a slash at its end; where several servers share the store, all of them,
 *     apart by commas, the one to begin with first
 * @param token the desk's secret, which all of them know
 * @param pins what the servers' keys are known by; empty: an authority vouches for them, or what
 *     goes over the line is not encrypted
 */
public record Enrolled(String serverUrl, String token, String storeId, Set<KeyPin> pins) {

    /** With pins that nobody changes. */
    public Enrolled {
        pins = Set.copyOf(pins);
    }

    /** At servers whose keys are not pinned. */
    public Enrolled(String serverUrl, String token, String storeId) {
        this(serverUrl, token, storeId, Set.of());
    }

    /** The addresses of the servers; at least one. */
    public List<String> serverUrls() {
        return List.of(serverUrl.split(",", -1));
    }

    /** Without the secret: this text may reach a log. */
    @Override
    public String toString() {
        return "Enrolled[" + serverUrl + ", store " + storeId + "]";
    }
}
