package clinic.daybook.desk.model;

import clinic.daybook.customer.Gender;
import clinic.daybook.event.StreamId;
import org.jspecify.annotations.Nullable;

/**
 * A customer as screens show one. Personal texts are empty where unknown or erased.
 *
 * @param birthDate ISO-8601, as it was typed in
 */
public record CustomerItem(
        StreamId id,
        String name,
        String phone,
        String birthDate,
        @Nullable Gender gender,
        @Nullable String nationality,
        @Nullable String chartNumber) {}
