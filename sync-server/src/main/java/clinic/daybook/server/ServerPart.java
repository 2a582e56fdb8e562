package clinic.daybook.server;

import clinic.daybook.server.insight.Metrics;
import io.javalin.router.JavalinDefaultRoutingApi;

/** Something that runs beside the sync protocol in a server: the Kinesis forwarder, the console. */
public interface ServerPart extends AutoCloseable {

    /** Adds its routes, before the server opens its port. */
    default void routes(JavalinDefaultRoutingApi routes) {}

    /** Adds its figures to those of the server; called once, before it starts. */
    default void metrics(Metrics metrics) {}

    /** Begins its work; must not wait for anything outside. */
    void start();

    /** Ends its work; called before the store closes. */
    @Override
    void close();
}
