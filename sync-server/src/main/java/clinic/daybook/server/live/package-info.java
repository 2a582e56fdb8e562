/** Telling desks at once what happens: the WebSocket and the state of every desk. */
@NullMarked
package clinic.daybook.server.live;

import org.jspecify.annotations.NullMarked;
