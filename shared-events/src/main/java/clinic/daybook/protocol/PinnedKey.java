package clinic.daybook.protocol;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
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
 * Trusts the server that has the key of the pin, and nobody else: no authority, no name and no date
 * counts. That the server has the key that its certificate names is proved by the handshake itself.
 */
public final class PinnedKey extends X509ExtendedTrustManager implements HostnameVerifier {

    /** The server has another key than the pinned one. */
    public static final class OtherKey extends CertificateException {
        private static final long serialVersionUID = 1L;

        OtherKey() {
            super("the server has another key than the one that is known here");
        }
    }

    private final KeyPin pin;

    /** Trusts the server with this key. */
    public PinnedKey(KeyPin pin) {
        this.pin = pin;
    }

    /** Opens lines to that server alone. */
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
        if (chain == null || chain.length == 0 || !fits(chain[0])) {
            throw new OtherKey();
        }
    }

    private boolean fits(Certificate certificate) {
        return pin.fits(certificate.getPublicKey().getEncoded());
    }

    /** The line is to the pinned key, by whatever name it was reached. */
    @Override
    public boolean verify(String host, SSLSession session) {
        try {
            return fits(session.getPeerCertificates()[0]);
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
