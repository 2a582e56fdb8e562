package clinic.daybook.procedure;

/** What sort of thing a procedure of the menu is. */
public enum ProcedureKind {
    TREATMENT,
    CARE,
    CONSULTATION
}
