package clinic.daybook.server;

import io.javalin.router.JavalinDefaultRoutingApi;

/** Something that runs beside the sync protocol in a server: the Kinesis forwarder, the console. */
public interface ServerPart extends AutoCloseable {

    /** Adds its routes, before the server opens its port. */
    default void routes(JavalinDefaultRoutingApi routes) {}

    /** Adds its figures to those of the server, in Prometheus' text form. */
    default void metrics(StringBuilder out) {}

    /** Begins its work; must not wait for anything outside. */
    void start();

    /** Ends its work; called before the store closes. */
    @Override
    void close();
}
