package clinic.daybook.server.worker;

import clinic.daybook.event.StreamId;
import clinic.daybook.server.store.Sql;
import clinic.daybook.server.worker.FactTable.Column;
import clinic.daybook.statistics.StatisticsFold;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One number for all that is counted, whichever order it was counted in: the sum, modulo 2^256, of
 * the SHA-256 of each row (after Bellare and Micciancio, "A New Paradigm for Collision-Free
 * Hashing", the sum of hashes). For telling whether two counts agree, not for keeping a forger out.
 */
public final class StatisticsDigest {

    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

    private final MessageDigest sha256;
    private BigInteger sum = BigInteger.ZERO;

    /** Of nothing. */
    public StatisticsDigest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** What the tables hold, as of the transaction. */
    static StatisticsDigest of(Sql sql) throws SQLException {
        StatisticsDigest digest = new StatisticsDigest();
        sql.each(
                "SELECT stream_id, version FROM stream WHERE version > 0",
                row -> {
                    digest.add(row.getString(1), row.getLong(2));
                    return digest;
                });
        for (FactTable table : FactTable.values()) {
            sql.each(
                    table.select(),
                    row -> {
                        digest.add(read(table, row));
                        return digest;
                    });
        }
        return digest;
    }

    /** Adds a stream that was folded to its end. */
    public void add(StatisticsFold fold) {
        add(fold.id().toString(), fold.version());
        fold.facts().ifPresent(facts -> FactRow.of(facts).forEach(this::add));
    }

    private void add(String streamId, long version) {
        addLine("stream|" + StreamId.parse(streamId) + "|" + version);
    }

    private void add(FactRow row) {
        addLine(row.table().tableName() + "|" + row.values());
    }

    private void addLine(String line) {
        byte[] hash = sha256.digest(line.getBytes(StandardCharsets.UTF_8));
        sum = sum.add(new BigInteger(1, hash)).mod(MODULUS);
    }

    /** 64 hexadecimal digits. */
    public String value() {
        return "%064x".formatted(sum);
    }

    private static FactRow read(FactTable table, ResultSet row) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            values.add(read(table.columns().get(i), row, i + 1));
        }
        return new FactRow(table, values);
    }

    private static @Nullable Object read(Column column, ResultSet row, int number)
            throws SQLException {
        return switch (column.type()) {
            case TEXT -> row.getString(number);
            case WHOLE -> row.getObject(number, Long.class);
            case FLAG -> row.getObject(number, Boolean.class);
            case TIME -> {
                OffsetDateTime time = row.getObject(number, OffsetDateTime.class);
                yield time == null ? null : time.toInstant();
            }
        };
    }
}
