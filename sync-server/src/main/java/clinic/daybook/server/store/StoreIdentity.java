package clinic.daybook.server.store;

import clinic.daybook.event.StreamId;

/**
 * Who a store is.
 *
 * @param storeId names the store; a restored backup gets another one
 * @param clinicId the stream of the clinic's settings
 * @param systemDesk under this id stands what was recorded on the command line or in the console
 */
public record StoreIdentity(String storeId, StreamId clinicId, StreamId systemDesk) {}
