package clinic.daybook.desk.model;

import clinic.daybook.event.StreamId;
import java.util.UUID;

/**
 * A package of sessions that a customer has.
 *
 * @param procedureName empty where the procedure is unknown here
 * @param sessions sold
 * @param left that can still be used
 * @param price of all sessions together, in whole units of the currency
 */
public record PackageItem(
        UUID packageId,
        StreamId procedureId,
        String procedureName,
        int sessions,
        int left,
        long price) {}
