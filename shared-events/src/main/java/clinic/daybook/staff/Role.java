package clinic.daybook.staff;

/** What a member of staff may do; see {@code clinic.daybook.access}. */
public enum Role {
    FRONT_DESK,
    PRACTITIONER,
    MANAGER,
    ADMIN
}
