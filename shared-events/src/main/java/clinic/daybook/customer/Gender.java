package clinic.daybook.customer;

/** Administrative gender, after FHIR R4. */
public enum Gender {
    FEMALE,
    MALE,
    OTHER,
    UNKNOWN
}
