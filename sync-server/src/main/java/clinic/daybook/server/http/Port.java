package clinic.daybook.server.http;

import clinic.daybook.server.Limits;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** The port on which requests come, and how much may come on it. */
final class Port {

    /** A token, a path and what proxies add have a few hundred bytes. */
    private static final int HEAD_BYTES = 8 * 1024;

    private final Limits limits;
    private String address = "";
    private int number;
    private SslContextFactory.@Nullable Server tls;

    Port(Limits limits) {
        this.limits = limits;
    }

    /** Where it will be opened; {@code encryption}: {@code null} for none. */
    void at(String host, int port, SslContextFactory.@Nullable Server encryption) {
        address = host;
        number = port;
        tls = encryption;
    }

    /** Makes it ready; it opens with the server. */
    ServerConnector open(Server server, HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(HEAD_BYTES);
        SslContextFactory.Server encryption = tls;
        if (encryption != null) {
            // The name in the certificate is not asked for: desks pin the key.
            http.addCustomizer(new SecureRequestCustomizer(false));
        }
        ServerConnector connector =
                encryption == null
                        ? new ServerConnector(server, new HttpConnectionFactory(http))
                        : new ServerConnector(server, encryption, new HttpConnectionFactory(http));
        connector.setHost(address);
        connector.setPort(number);
        connector.setIdleTimeout(limits.idle().toMillis());
        server.addBean(new NetworkConnectionLimit(limits.connections(), connector));
        connector.addBean(new SlowHeads(connector, limits.patience()));
        return connector;
    }
}
