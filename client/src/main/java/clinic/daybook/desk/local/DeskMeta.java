package clinic.daybook.desk.local;

import clinic.daybook.codec.EventLevels;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.KeyPin;
import clinic.daybook.protocol.StoreInfo;
import clinic.daybook.sync.StoreComparison;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the desk knows of itself and of its server; each value is a row. */
final class DeskMeta {

    // Replaced as a whole by the engine's thread, so that any thread may read it.
    private volatile Map<String, String> values = Map.of();

    void load(Reader reader) {
        Map<String, String> read = new HashMap<>();
        reader.list(
                "SELECT key, value FROM meta", row -> read.put(row.getString(1), row.getString(2)));
        values = Map.copyOf(read);
    }

    /** Sets a value in memory and says how to write it. */
    Write set(String key, String value) {
        Map<String, String> next = new HashMap<>(values);
        next.put(key, value);
        values = Map.copyOf(next);
        return Write.of("REPLACE INTO meta VALUES (?, ?)", key, value);
    }

    /** Drops a value in memory and says how to delete it. */
    Write remove(String key) {
        Map<String, String> next = new HashMap<>(values);
        next.remove(key);
        values = Map.copyOf(next);
        return Write.of("DELETE FROM meta WHERE key = ?", key);
    }

    @Nullable String get(String key) {
        return values.get(key);
    }

    StreamId deskId() {
        String id = values.get("deskId");
        if (id == null) {
            throw new DeskFailure("DB-1015", "the desk has no id");
        }
        return StreamId.parse(id);
    }

    boolean hasDeskId() {
        return values.containsKey("deskId");
    }

    /** Whether what desks told of their changes has to be read from the events once. */
    boolean outcomesMissing() {
        return values.getOrDefault("outcomesMissing", "no").equals("yes");
    }

    String deskName() {
        return values.getOrDefault("deskName", "");
    }

    long position() {
        return Long.parseLong(values.getOrDefault("position", "0"));
    }

    Write position(long position) {
        return set("position", Long.toString(position));
    }

    /** Up to which level the program could read that wrote the projections last. */
    int readLevel() {
        return Integer.parseInt(values.getOrDefault("readLevel", "1"));
    }

    /**
     * The highest level of events that the server last said desks may write. A desk that has heard
     * nothing of it yet writes what the first release knew; one without a server has nobody who
     * could fail to read what it writes.
     */
    int writeLevel() {
        String level = values.get("writeLevel");
        if (level != null) {
            return Integer.parseInt(level);
        }
        return enrolled() == null ? EventLevels.CURRENT : 1;
    }

    @Nullable Long clockOffsetMs() {
        String offset = values.get("clockOffsetMs");
        return offset == null ? null : Long.valueOf(offset);
    }

    /** The store that the desk works with; empty before it was enrolled. */
    String storeId() {
        return values.getOrDefault("storeId", "");
    }

    /** What the desk knows of the store that it works with. */
    StoreComparison.Known store() {
        String ancestors = values.get("ancestors");
        return new StoreComparison.Known(
                storeId(),
                values.getOrDefault("clinicId", ""),
                position(),
                ancestors == null
                        ? List.of()
                        : List.of(RowJson.read(ancestors, StoreInfo.Ancestor[].class)));
    }

    /** From which stores it came. */
    Write ancestors(List<StoreInfo.Ancestor> ancestors) {
        return set("ancestors", RowJson.write(ancestors));
    }

    /** What is kept of a restored store that lacks changes; {@code null}: it lacks none. */
    @Nullable ReplayState replay() {
        String replay = values.get("replay");
        return replay == null ? null : RowJson.read(replay, ReplayState.class);
    }

    Write replay(ReplayState replay) {
        return set("replay", RowJson.write(replay));
    }

    Write noReplay() {
        Map<String, String> next = new HashMap<>(values);
        next.remove("replay");
        values = Map.copyOf(next);
        return Write.of("DELETE FROM meta WHERE key = 'replay'");
    }

    /** A token of the desk's own making that the server may have heard of; {@code null}: none. */
    @Nullable String nextToken() {
        return values.get("nextToken");
    }

    /** Since when the desk has its token, by the server's clock; {@code null}: not counted yet. */
    @Nullable Instant tokenSince() {
        String since = values.get("tokenSince");
        return since == null ? null : Instant.parse(since);
    }

    Write tokenSince(Instant since) {
        return set("tokenSince", since.toString());
    }

    /** Where and as whom to sync; {@code null} before the desk was enrolled. */
    @Nullable Enrolled enrolled() {
        String url = values.get("serverUrl");
        String token = values.get("token");
        String store = values.get("storeId");
        return url == null || token == null || store == null
                ? null
                : new Enrolled(url, token, store, serverPins());
    }

    private Set<KeyPin> serverPins() {
        String pins = values.get("serverPin");
        return pins == null
                ? Set.of()
                : Stream.of(pins.split(",", -1)).map(KeyPin::new).collect(Collectors.toSet());
    }

    /** What the servers' keys are known by; as with their addresses, apart by commas. */
    Write serverPins(Set<KeyPin> pins) {
        return pins.isEmpty()
                ? remove("serverPin")
                : set(
                        "serverPin",
                        pins.stream().map(KeyPin::text).sorted().collect(Collectors.joining(",")));
    }
}
