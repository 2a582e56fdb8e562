package clinic.daybook.event;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What says who somebody is, kept apart from an event's data so that it can be erased without
 * touching anything that was hashed. Deciders never read it.
 *
 * @param subject the customer whom it belongs to
 * @param fields the personal fields by their wire names ({@link #FIELDS}); an empty text says that
 *     the value was taken away
 */
public record Personal(StreamId subject, Map<String, String> fields) {

    /** Every personal field there is. None of them may stand in an event's data, save a name. */
    public static final Set<String> FIELDS =
            Set.of("name", "phone", "birthDate", "memo", "reason", "note");

    /** Copies the fields in the order of their names; refuses a subject that is no customer. */
    public Personal {
        if (!subject.is("customer")) {
            throw new IllegalArgumentException("personal data belongs to a customer");
        }
        fields = java.util.Collections.unmodifiableMap(new TreeMap<>(fields));
    }
}
