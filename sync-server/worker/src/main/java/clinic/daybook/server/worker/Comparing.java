package clinic.daybook.server.worker;

import clinic.daybook.server.store.Sql;
import clinic.daybook.server.worker.Statistics.Comparison;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Compares the tables of the search path with those of another schema, stream by stream. */
final class Comparing {

    private static final int MOST = 20;

    private Comparing() {}

    static Comparison with(Sql sql, String schema) throws SQLException {
        sql.execute(
                "CREATE TEMPORARY TABLE same ON COMMIT DROP AS SELECT a.stream_id FROM stream a JOIN "
                        + schema
                        + ".stream b ON b.stream_id = a.stream_id AND b.version = a.version");
        sql.execute("ANALYZE same");
        Set<String> different = new TreeSet<>();
        for (FactTable table : FactTable.values()) {
            String here = table.select();
            String there = here.replace(" FROM ", " FROM " + schema + ".");
            different.addAll(
                    sql.query(
                            "SELECT DISTINCT stream_id FROM (("
                                    + here
                                    + " EXCEPT "
                                    + there
                                    + ") UNION ALL ("
                                    + there
                                    + " EXCEPT "
                                    + here
                                    + ")) AS other JOIN same USING (stream_id)",
                            row -> row.getString(1)));
        }
        long same = sql.number("SELECT count(*) FROM same");
        long all =
                sql.number(
                        "SELECT count(*) FROM (SELECT stream_id FROM stream UNION"
                                + " SELECT stream_id FROM "
                                + schema
                                + ".stream WHERE version > 0) AS every");
        List<String> first = different.stream().limit(MOST).toList();
        return new Comparison(same - different.size(), all - same, first);
    }
}
