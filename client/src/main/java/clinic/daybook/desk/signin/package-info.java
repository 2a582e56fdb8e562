/** Who uses this desk: signing in and unlocking, and making the desk known to a server. */
@NullMarked
package clinic.daybook.desk.signin;

import org.jspecify.annotations.NullMarked;
