package clinic.daybook.server;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** An authority with one below it, which signs the certificates of servers, as real ones do. */
final class TestAuthority {

    private static final Instant NOW = Instant.now();

    private final KeyPair below = key();
    private final X509Certificate root;
    private final X509Certificate intermediate;

    TestAuthority() throws Exception {
        KeyPair key = key();
        root = certificate("CN=Root", key, "CN=Root", key, null);
        intermediate = certificate("CN=Below", below, "CN=Root", key, null);
    }

    /** What browsers and desks trust. */
    X509Certificate root() {
        return root;
    }

    /** Writes {@code cert.pem}, the one below behind it, and {@code key.pem}. */
    void issue(Path directory, String name) throws Exception {
        KeyPair key = key();
        X509Certificate server = certificate("CN=Daybook", key, "CN=Below", below, name);
        write(directory.resolve("cert.pem"), server, intermediate);
        write(directory.resolve("key.pem"), new JcaPKCS8Generator(key.getPrivate(), null));
    }

    private static X509Certificate certificate(
            String name, KeyPair key, String issuer, KeyPair signer, @Nullable String host)
            throws Exception {
        JcaX509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        new X500Name(issuer),
                        BigInteger.valueOf(System.nanoTime()),
                        Date.from(NOW.minus(Duration.ofDays(1))),
                        Date.from(NOW.plus(Duration.ofDays(30))),
                        new X500Name(name),
                        key.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(host == null));
        if (host != null) {
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.dNSName, host)));
        }
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(
                                new JcaContentSignerBuilder("SHA256withECDSA")
                                        .build(signer.getPrivate())));
    }

    private static void write(Path file, Object... objects) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
            for (Object object : objects) {
                pem.writeObject(object);
            }
        }
        Files.writeString(file, text.toString());
    }

    private static KeyPair key() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
