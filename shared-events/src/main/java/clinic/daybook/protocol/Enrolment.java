package clinic.daybook.protocol;

import clinic.daybook.event.StreamId;

/** Making a desk known to a server: {@code POST /v1/desks}. */
public final class Enrolment {

    private Enrolment() {}

    /** The one-time code and the name under which people know the desk. */
    public record Request(String code, String name) {}

    /** The desk's identity and its secret token, shown this once. */
    public record Response(StreamId deskId, String token, String storeId, String clinicId) {}
}
