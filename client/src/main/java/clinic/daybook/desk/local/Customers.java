package clinic.daybook.desk.local;

import clinic.daybook.customer.Customer;
import clinic.daybook.customer.Gender;
import clinic.daybook.desk.model.CustomerItem;
import clinic.daybook.event.StreamId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Customers by id, those last needed in memory; and the search. */
final class Customers {

    private static final int KEPT = 2_048;
    static final int MAX_FOUND = 100;

    static final String COLUMNS =
            "c.stream, c.name, c.phone, c.birth_date, c.gender, c.nationality, c.chart_number";

    private final Reader reader;
    private final Streams streams;
    private final OlderEvents older;
    private final Map<StreamId, CustomerItem> items =
            new LinkedHashMap<>(64, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<StreamId, CustomerItem> eldest) {
                    return size() > KEPT;
                }
            };

    Customers(Reader reader, Streams streams, OlderEvents older) {
        this.older = older;
        this.reader = reader;
        this.streams = streams;
    }

    void clear() {
        items.clear();
    }

    /** The customer; without a name when not known here. */
    CustomerItem get(StreamId id) {
        CustomerItem known = items.get(id);
        if (known != null) {
            return known;
        }
        StreamModel model = streams.inMemory(id);
        CustomerItem item =
                model != null
                        ? of(model)
                        : reader.first(
                                        "SELECT " + COLUMNS + " FROM customer c WHERE c.stream = ?",
                                        Customers::read,
                                        id)
                                .orElseGet(() -> CustomerRow.unknown(id));
        if (item.name().isEmpty()) {
            older.lookFor(id);
        }
        items.put(id, item);
        return item;
    }

    /** Takes over what a customer's stream shows now. */
    void refresh(StreamModel model) {
        items.put(model.id(), of(model));
    }

    private static CustomerItem of(StreamModel model) {
        return model.shown().state().state() instanceof Customer customer && customer.registered()
                ? CustomerRow.of(model.id(), customer, model.allPersonal(), model.shown().version())
                        .item()
                : CustomerRow.unknown(model.id());
    }

    /** Of a row with {@link #COLUMNS}. */
    static CustomerItem read(ResultSet row) throws SQLException {
        String gender = row.getString(5);
        return new CustomerItem(
                StreamId.parse(row.getString(1)),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                gender == null ? null : Gender.valueOf(gender),
                row.getString(6),
                row.getString(7));
    }

    /** By a part of the name, initial consonants, last digits of the phone or a chart number. */
    static List<CustomerItem> find(Reader reader, String text, int limit) {
        String key = SearchText.key(text);
        int most = Math.clamp(limit, 0, MAX_FOUND);
        if (key.isEmpty() || most == 0) {
            return List.of();
        }
        List<String> conditions = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        conditions.add("c.name_key LIKE ? ESCAPE '!'");
        values.add("%" + SearchText.escapeLike(key) + "%");
        conditions.add("lower(c.chart_number) = ?");
        values.add(key);
        if (SearchText.isInitials(key)) {
            conditions.add("c.initials LIKE ? ESCAPE '!'");
            values.add("%" + SearchText.escapeLike(key) + "%");
        }
        String digits = SearchText.digits(key);
        if (!digits.isEmpty() && key.matches("[0-9+()-]+")) {
            conditions.add("c.phone_reversed LIKE ?");
            values.add(SearchText.reversedDigits(digits) + "%");
        }
        values.add((long) most);
        return reader.list(
                "SELECT "
                        + COLUMNS
                        + " FROM customer c WHERE "
                        + String.join(" OR ", conditions)
                        + " ORDER BY c.name_key, c.stream LIMIT ?",
                Customers::read,
                values.toArray());
    }
}
