package clinic.daybook.desk.local;

import clinic.daybook.customer.Customer;
import clinic.daybook.customer.CustomerField;
import clinic.daybook.customer.Gender;
import clinic.daybook.desk.model.CustomerItem;
import clinic.daybook.event.StreamId;
import java.util.Map;
import java.util.UUID;

/** A customer as the projection keeps one, names and numbers included. */
record CustomerRow(CustomerItem item, long version) {

    /**
     * The row of a customer.
     *
     * @param personal what each event brought along, by event id
     */
    static CustomerRow of(
            StreamId id, Customer state, Map<UUID, Map<String, String>> personal, long version) {
        return new CustomerRow(
                new CustomerItem(
                        id,
                        value(state, personal, CustomerField.NAME),
                        value(state, personal, CustomerField.PHONE),
                        value(state, personal, CustomerField.BIRTH_DATE),
                        state.gender(),
                        state.nationality(),
                        state.chartNumber()),
                version);
    }

    /** Someone whose record has not reached this desk. */
    static CustomerItem unknown(StreamId id) {
        return new CustomerItem(id, "", "", "", null, null, null);
    }

    private static String value(
            Customer state, Map<UUID, Map<String, String>> personal, CustomerField field) {
        UUID setBy = state.personalSetBy().get(field.wireName());
        return setBy == null
                ? ""
                : personal.getOrDefault(setBy, Map.of()).getOrDefault(field.wireName(), "");
    }

    Write write() {
        Gender gender = item.gender();
        return Write.of(
                "REPLACE INTO customer VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                item.id(),
                item.name(),
                item.phone(),
                item.birthDate(),
                gender == null ? null : gender.name(),
                item.nationality(),
                item.chartNumber(),
                version,
                SearchText.key(item.name()),
                SearchText.initials(item.name()),
                SearchText.reversedDigits(item.phone()));
    }
}
