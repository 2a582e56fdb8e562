package clinic.daybook.desk.local;

/**
 * Where and as whom a desk syncs.
 *
 * @param serverUrl without a slash at its end
 * @param token the desk's secret
 */
public record Enrolled(String serverUrl, String token, String storeId) {

    /** Without the secret: this text may reach a log. */
    @Override
    public String toString() {
        return "Enrolled[" + serverUrl + ", store " + storeId + "]";
    }
}
