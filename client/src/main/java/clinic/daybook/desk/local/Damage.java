package clinic.daybook.desk.local;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Tells a damaged database file from everything else that may go wrong with one. */
final class Damage {

    /** What a desk is opened with when its database is damaged. */
    static final String CODE = "DB-1020";

    private static final int SQL_ERROR = 1;
    private static final int CORRUPT = 11;
    private static final int NOT_A_DATABASE = 26;
    private static final int PRIMARY = 0xff;
    private static final String DAMAGED_ROW = "DB-1013";

    private Damage() {}

    /** Whether this, or what caused it, is damage of the file. */
    static boolean is(@Nullable Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql) {
                int code = sql.getErrorCode() & PRIMARY;
                if (code == CORRUPT || code == NOT_A_DATABASE || lacksTables(sql, code)) {
                    return true;
                }
            }
            if (t instanceof DeskFailure desk
                    && (desk.code().equals(CODE) || desk.code().equals(DAMAGED_ROW))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Every statement is known to fit the schema: where SQLite does not find a table, the page that
     * names it is gone.
     */
    private static boolean lacksTables(SQLException failure, int code) {
        String message = failure.getMessage();
        return code == SQL_ERROR
                && message != null
                && (message.contains("no such table") || message.contains("malformed"));
    }

    static DeskFailure failure(Throwable cause) {
        return new DeskFailure(CODE, "the desk's database is damaged", cause);
    }
}
