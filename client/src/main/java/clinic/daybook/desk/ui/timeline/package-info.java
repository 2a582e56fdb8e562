/** What happened, as every screen that tells it shows it: the audit timeline and its words. */
@NullMarked
package clinic.daybook.desk.ui.timeline;

import org.jspecify.annotations.NullMarked;
