/**
 * What all screens stand on: threads, words, formats, theme, and the controls that look and behave
 * the same everywhere. Knows the desk's model and no screen.
 */
@NullMarked
package clinic.daybook.desk.ui;

import org.jspecify.annotations.NullMarked;
