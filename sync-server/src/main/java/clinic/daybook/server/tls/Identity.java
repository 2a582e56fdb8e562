package clinic.daybook.server.tls;

import clinic.daybook.protocol.KeyPin;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.jspecify.annotations.Nullable;

/**
 * Who the server is: its private key, and the certificates that say so.
 *
 * @param chain the server's own first
 */
record Identity(List<X509Certificate> chain, PrivateKey key) {

    private static final byte[] PROBE = "daybook".getBytes(StandardCharsets.UTF_8);

    /** Longer files are not read: a chain of certificates has a few thousand characters. */
    private static final long MAX_BYTES = 1024 * 1024;

    Identity {
        chain = List.copyOf(chain);
    }

    /**
     * Reads both from PEM files, which may be the same one.
     *
     * @throws TlsRefused when they cannot be read or do not belong together
     */
    static Identity read(Path certificate, Path key) {
        List<X509Certificate> chain = new ArrayList<>();
        try {
            for (Object object : objects(certificate)) {
                if (object instanceof X509CertificateHolder holder) {
                    chain.add(new JcaX509CertificateConverter().getCertificate(holder));
                }
            }
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new TlsRefused("the certificate file " + certificate + " is no PEM file", e);
        }
        if (chain.isEmpty()) {
            throw new TlsRefused("there is no certificate in " + certificate, null);
        }
        Identity identity = new Identity(chain, privateKey(key));
        if (!identity.belongsTogether()) {
            throw new TlsRefused("the key in " + key + " is not that of the certificate", null);
        }
        return identity;
    }

    private static PrivateKey privateKey(Path file) {
        try {
            JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
            for (Object object : objects(file)) {
                switch (object) {
                    case PrivateKeyInfo info -> {
                        return converter.getPrivateKey(info);
                    }
                    case PEMKeyPair pair -> {
                        return converter.getKeyPair(pair).getPrivate();
                    }
                    case PKCS8EncryptedPrivateKeyInfo _, PEMEncryptedKeyPair _ ->
                            throw new TlsRefused(
                                    "the key in " + file + " has a password; give one without",
                                    null);
                    default -> {}
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new TlsRefused("the key file " + file + " is no PEM file", e);
        }
        throw new TlsRefused("there is no private key in " + file, null);
    }

    private static List<Object> objects(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException("too long");
        }
        List<Object> objects = new ArrayList<>();
        try (BufferedReader text = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1);
                PEMParser parser = new PEMParser(text)) {
            Object object = parser.readObject();
            while (object != null) {
                objects.add(object);
                object = parser.readObject();
            }
        }
        return objects;
    }

    /** The pin of its public key. */
    KeyPin pin() {
        return KeyPin.of(own().getPublicKey().getEncoded());
    }

    /** Whether an authority that Java knows vouches for it, so that desks need no pin. */
    boolean vouchedFor() {
        try {
            TrustManagerFactory usual =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            usual.init((KeyStore) null);
            X509Certificate[] all = chain.toArray(X509Certificate[]::new);
            for (TrustManager manager : usual.getTrustManagers()) {
                if (manager instanceof X509TrustManager x509) {
                    x509.checkServerTrusted(all, own().getPublicKey().getAlgorithm());
                    return true;
                }
            }
            return false;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** As Java's TLS wants it; the password only ever stands in memory. */
    KeyStore keyStore(String password) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "daybook", key, password.toCharArray(), chain.toArray(X509Certificate[]::new));
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new TlsRefused("this Java cannot use the key or the certificate", e);
        }
    }

    X509Certificate own() {
        return chain.getFirst();
    }

    private boolean belongsTogether() {
        String algorithm = signatureAlgorithm(key.getAlgorithm());
        if (algorithm == null) {
            throw new TlsRefused("a server's key is of the kind EC, RSA or Ed25519", null);
        }
        try {
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(PROBE);
            byte[] signature = signing.sign();
            Signature checking = Signature.getInstance(algorithm);
            checking.initVerify(own().getPublicKey());
            checking.update(PROBE);
            return checking.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static @Nullable String signatureAlgorithm(String key) {
        return switch (key) {
            case "EC", "ECDSA" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            case "EdDSA", "Ed25519" -> "EdDSA";
            default -> null;
        };
    }
}
