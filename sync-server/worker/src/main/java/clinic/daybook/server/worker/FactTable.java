package clinic.daybook.server.worker;

import static clinic.daybook.server.worker.FactTable.Type.FLAG;
import static clinic.daybook.server.worker.FactTable.Type.TEXT;
import static clinic.daybook.server.worker.FactTable.Type.TIME;
import static clinic.daybook.server.worker.FactTable.Type.WHOLE;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The tables of what streams count for, column by column as {@code V001__statistics.sql} has them;
 * the first column of each is the stream's id. Counting a stream anew replaces its rows.
 */
enum FactTable {
    VISIT(
            "visit",
            text("stream_id"),
            text("status"),
            text("channel"),
            text("customer_id"),
            time("starts_at"),
            whole("planned_minutes"),
            text("practitioner_id"),
            text("room_id"),
            time("booked_at"),
            time("arrived_at"),
            time("checked_in_at"),
            time("consultation_started_at"),
            time("consultation_finished_at"),
            time("departed_at"),
            whole("waited_for_reception"),
            whole("waited_for_consultation"),
            whole("waited_for_treatment"),
            whole("charged"),
            whole("discounted"),
            whole("received")),
    TREATMENT(
            "treatment",
            text("stream_id"),
            text("task_id"),
            text("procedure_id"),
            text("name"),
            text("status"),
            text("origin"),
            text("seller_id"),
            text("practitioner_id"),
            text("room_id"),
            whole("planned_minutes"),
            time("started_at"),
            time("finished_at"),
            whole("took"),
            whole("charge")),
    MOVEMENT(
            "movement",
            text("stream_id"),
            text("movement_id"),
            text("kind"),
            text("method"),
            whole("amount"),
            time("moved_at"),
            text("handler_id")),
    STAFF("staff", text("stream_id"), text("name"), text("role"), flag("departed")),
    MENU(
            "menu",
            text("stream_id"),
            text("name"),
            text("kind"),
            whole("minutes"),
            whole("price"),
            flag("retired")),
    ROOM("room", text("stream_id"), text("name"), flag("closed")),
    CLINIC("clinic", text("stream_id"), text("name"), text("zone"), text("currency"));

    /** What a column holds; the database's name of it. */
    enum Type {
        TEXT("text"),
        WHOLE("int8"),
        TIME("timestamptz"),
        FLAG("bool");

        private final String sqlName;

        Type(String sqlName) {
            this.sqlName = sqlName;
        }

        String sqlName() {
            return sqlName;
        }
    }

    /** A column. */
    record Column(String name, Type type) {}

    private final String tableName;
    private final List<Column> columns;

    FactTable(String tableName, Column... columns) {
        this.tableName = tableName;
        this.columns = List.copyOf(Arrays.asList(columns));
    }

    /** Where the rows of streams of this kind stand; none: such streams count for nothing. */
    static List<FactTable> of(String kind) {
        return switch (kind) {
            case "reservation" -> List.of(VISIT, TREATMENT, MOVEMENT);
            case "staff" -> List.of(STAFF);
            case "procedure" -> List.of(MENU);
            case "room" -> List.of(ROOM);
            case "clinic" -> List.of(CLINIC);
            default -> List.of();
        };
    }

    String tableName() {
        return tableName;
    }

    List<Column> columns() {
        return columns;
    }

    /** Takes out the rows of streams; its argument is an array of their ids. */
    String delete() {
        return "DELETE FROM " + tableName + " WHERE stream_id = ANY(?)";
    }

    /** Puts rows in; its arguments are arrays, one a column. */
    String insert() {
        String arrays =
                columns.stream()
                        .map(c -> "?::" + c.type().sqlName() + "[]")
                        .collect(Collectors.joining(", "));
        return "INSERT INTO "
                + tableName
                + " ("
                + names()
                + ") SELECT * FROM unnest("
                + arrays
                + ")";
    }

    /** Reads all rows. */
    String select() {
        return "SELECT " + names() + " FROM " + tableName;
    }

    private String names() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    private static Column text(String name) {
        return new Column(name, TEXT);
    }

    private static Column whole(String name) {
        return new Column(name, WHOLE);
    }

    private static Column time(String name) {
        return new Column(name, TIME);
    }

    private static Column flag(String name) {
        return new Column(name, FLAG);
    }
}
