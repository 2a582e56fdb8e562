package clinic.daybook.protocol;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Set;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts the servers that have a key of one of the pins, and nobody else: no authority, no name and
 * no date counts. That a server has the key that its certificate names is proved by the handshake
 * itself.
 */
public final class PinnedKeys extends X509ExtendedTrustManager implements HostnameVerifier {

    /** The server has another key than the pinned ones. */
    public static final class OtherKey extends CertificateException {
        private static final long serialVersionUID = 1L;

        OtherKey() {
            super("the server has another key than those that are known here");
        }
    }

    private final Set<KeyPin> pins;
    private volatile @Nullable KeyPin met;

    /**
     * Trusts the servers with these keys.
     *
     * @param pins at least one, or nobody is trusted
     */
    public PinnedKeys(Collection<KeyPin> pins) {
        this.pins = Set.copyOf(pins);
    }

    /** Whose keys are trusted. */
    public Set<KeyPin> pins() {
        return pins;
    }

    /**
     * The key to which the last line was opened through this; {@code null}: none was yet. Who needs
     * to know it for one line opens no other through the same object.
     */
    public @Nullable KeyPin met() {
        return met;
    }

    /** Opens lines to those servers alone. */
    public SSLSocketFactory sockets() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {this}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }

    private void check(X509Certificate @Nullable [] chain) throws OtherKey {
        if (chain == null || chain.length == 0 || !pins.contains(pin(chain[0]))) {
            throw new OtherKey();
        }
    }

    private static KeyPin pin(Certificate certificate) {
        return KeyPin.of(certificate.getPublicKey().getEncoded());
    }

    /** The line is to a pinned key, by whatever name it was reached. */
    @Override
    public boolean verify(String host, SSLSession session) {
        try {
            KeyPin pin = pin(session.getPeerCertificates()[0]);
            if (!pins.contains(pin)) {
                return false;
            }
            met = pin;
            return true;
        } catch (SSLPeerUnverifiedException e) {
            return false;
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        throw new CertificateException("nobody is called here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("nobody is called here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("nobody is called here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
