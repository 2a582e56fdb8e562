/**
 * The demonstration: a server and two desks on the sample clinic's day, to play with or playing by
 * itself.
 */
@NullMarked
package clinic.daybook.installer.demo;

import org.jspecify.annotations.NullMarked;
