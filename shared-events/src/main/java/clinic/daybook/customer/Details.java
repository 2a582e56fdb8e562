package clinic.daybook.customer;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a customer and says by itself nobody's name.
 *
 * @param nationality ISO 3166-1 alpha-2, upper case
 * @param chartNumber the clinic's own, at most 32 characters
 */
public record Details(
        @Nullable Gender gender, @Nullable String nationality, @Nullable String chartNumber) {

    static void check(@Nullable String nationality, @Nullable String chartNumber) {
        if (nationality != null && !nationality.matches("[A-Z]{2}")) {
            throw new IllegalArgumentException("nationality is a country code of two letters");
        }
        if (chartNumber != null && (chartNumber.isBlank() || chartNumber.length() > 32)) {
            throw new IllegalArgumentException("chartNumber is 1 to 32 characters");
        }
    }
}
