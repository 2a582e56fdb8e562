package clinic.daybook.desk.local;

import clinic.daybook.protocol.KeyPin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where and as whom a desk syncs.
 *
 * @param serverUrl without a slash at its end; where several servers share the store, all of them,
 *     apart by commas, the one to begin with first
 * @param token the desk's secret, which all of them know
 * @param pin what the server's key is known by; {@code null}: an authority vouches for it, or what
 *     goes over the line is not encrypted
 */
public record Enrolled(String serverUrl, String token, String storeId, @Nullable KeyPin pin) {

    /** At a server whose key is not pinned. */
    public Enrolled(String serverUrl, String token, String storeId) {
        this(serverUrl, token, storeId, null);
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
