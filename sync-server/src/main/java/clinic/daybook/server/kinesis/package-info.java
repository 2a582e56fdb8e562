/**
 * The Kinesis forwarder: a tail of the store that sends every event, per stream in version order,
 * to a Kinesis data stream (I6). It holds up nobody: when Kinesis is away it waits, and what it
 * keeps in memory meanwhile is bounded.
 */
@NullMarked
package clinic.daybook.server.kinesis;

import org.jspecify.annotations.NullMarked;
