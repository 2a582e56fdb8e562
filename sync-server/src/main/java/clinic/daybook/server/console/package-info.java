/**
 * The administrator's pages at {@code /console}. They show how desks, store and Kinesis are doing,
 * and nothing about customers. Knows the server only by {@link
 * clinic.daybook.server.console.ConsoleSource}.
 */
@NullMarked
package clinic.daybook.server.console;

import org.jspecify.annotations.NullMarked;
