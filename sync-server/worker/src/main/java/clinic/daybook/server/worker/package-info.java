/**
 * The statistics worker: reads the events in Kinesis, counts each once, and keeps the clinic's
 * statistics in PostgreSQL. A program of its own; the server knows nothing of it.
 */
@NullMarked
package clinic.daybook.server.worker;

import org.jspecify.annotations.NullMarked;
