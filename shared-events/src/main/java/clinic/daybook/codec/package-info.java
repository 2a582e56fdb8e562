/** JSON of events and commands: the type registry and the upcasters. Knows all aggregates. */
@NullMarked
package clinic.daybook.codec;

import org.jspecify.annotations.NullMarked;
