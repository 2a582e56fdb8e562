/** What a server tells of itself to those who watch over it. */
@NullMarked
package clinic.daybook.server.insight;

import org.jspecify.annotations.NullMarked;
