/**
 * What the screens see of the desk: snapshots to show, changes to submit. Screens know this package
 * and nothing below it; the local store and the sync engine stand behind {@link
 * clinic.daybook.desk.model.DeskModel}.
 */
@NullMarked
package clinic.daybook.desk.model;

import org.jspecify.annotations.NullMarked;
