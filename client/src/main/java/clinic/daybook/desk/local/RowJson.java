package clinic.daybook.desk.local;

import clinic.daybook.codec.Json;
import com.fasterxml.jackson.core.JsonProcessingException;

/** Rows kept as JSON of this program's own making. */
final class RowJson {

    private RowJson() {}

    static String write(Object row) {
        try {
            return Json.mapper().writeValueAsString(row);
        } catch (JsonProcessingException e) {
            throw new DeskFailure("DB-1012", "a row cannot be written as JSON", e);
        }
    }

    static <T> T read(String json, Class<T> type) {
        try {
            return Json.mapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            // The cause may quote the row, which may hold personal data.
            throw new DeskFailure("DB-1013", "a row of " + type.getSimpleName() + " is damaged");
        }
    }
}
