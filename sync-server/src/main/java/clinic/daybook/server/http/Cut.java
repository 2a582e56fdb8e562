package clinic.daybook.server.http;

import io.javalin.http.Context;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/**
 * Breaks off an answer that cannot be told to its end. Ending it as usual would pass the part for
 * the whole.
 */
final class Cut {

    private Cut() {}

    /** What has not begun to go out is taken back, and another answer may be given. */
    static void answer(Context ctx) {
        if (!ctx.res().isCommitted()) {
            ctx.res().resetBuffer();
            ctx.res().setHeader("Content-Encoding", null);
            return;
        }
        ServletContextRequest.getServletContextRequest(ctx.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close();
    }
}
