package clinic.daybook.desk.local;

import java.util.List;

/**
 * Where and as whom a desk syncs.
 *
 * @param serverUrl without a slash at its end; where several servers share the store, all of them,
 *     apart by commas, the one to begin with first
 * @param token the desk's secret, which all of them know
 */
public record Enrolled(String serverUrl, String token, String storeId) {

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
