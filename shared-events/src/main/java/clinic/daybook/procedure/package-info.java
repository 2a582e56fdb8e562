/** The clinic's menu: what can be done, how long it takes, what it costs. */
@NullMarked
package clinic.daybook.procedure;

import org.jspecify.annotations.NullMarked;
