package clinic.daybook.customer;

/** The details of a customer that are personal: they stand beside the events, by these names. */
public enum CustomerField {
    NAME("name"),
    PHONE("phone"),
    BIRTH_DATE("birthDate");

    private final String wireName;

    CustomerField(String wireName) {
        this.wireName = wireName;
    }

    /** The key in an event's {@code personal} and in {@code replaces}. */
    public String wireName() {
        return wireName;
    }
}
