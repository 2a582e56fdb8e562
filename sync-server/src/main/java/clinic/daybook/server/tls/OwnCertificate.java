package clinic.daybook.server.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A key of the server's own with a certificate that it signed itself: ECDSA on P-256. Both stand in
 * one file of the data directory that its owner alone can read, so that a start that breaks off
 * leaves both or neither.
 */
final class OwnCertificate {

    private static final String FILE = "server.pem";
    private static final X500Name NAME = new X500Name("CN=Daybook");
    private static final int SERIAL_BITS = 120;

    /** Desks know the key and not the date; browsers want one. */
    private static final Duration LASTS = Duration.ofDays(20 * 365L);

    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

    private OwnCertificate() {}

    /**
     * The one kept there, or a new one.
     *
     * @param directory made where there is none
     * @param bind the address on which the server listens
     * @throws TlsRefused when it can neither be read nor made
     */
    static Path in(Path directory, String bind, Instant now) {
        Path file = directory.resolve(FILE);
        if (Files.exists(file)) {
            return file;
        }
        try {
            write(directory, file, pem(bind, now));
            return file;
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new TlsRefused(
                    "the server's key cannot be kept in "
                            + directory
                            + "; check its permissions and the space on its disk",
                    e);
        }
    }

    private static String pem(String bind, Instant now)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        StringWriter text = new StringWriter();
        try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
            pem.writeObject(certificate(pair, bind, now));
            pem.writeObject(new JcaPKCS8Generator(pair.getPrivate(), null));
        }
        return text.toString();
    }

    private static X509CertificateHolder certificate(KeyPair pair, String bind, Instant now)
            throws OperatorCreationException, IOException {
        return new JcaX509v3CertificateBuilder(
                        NAME,
                        new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(0),
                        Date.from(now.minus(CLOCKS_DIFFER)),
                        Date.from(now.plus(LASTS)),
                        NAME,
                        pair.getPublic())
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .addExtension(
                        Extension.extendedKeyUsage,
                        false,
                        new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                .addExtension(Extension.subjectAlternativeName, false, names(bind))
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
    }

    /** The names and addresses under which browsers may come. */
    private static GeneralNames names(String bind) {
        Set<GeneralName> names = new LinkedHashSet<>();
        names.add(new GeneralName(GeneralName.dNSName, "localhost"));
        try {
            String host = InetAddress.getLocalHost().getHostName();
            if (host.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")) {
                names.add(new GeneralName(GeneralName.dNSName, host));
            }
        } catch (UnknownHostException e) {
            // A machine without a name is reached by its address.
        }
        for (InetAddress address : addresses(bind)) {
            // Without the interface that follows the address in a link-local one.
            String bare = address.getHostAddress().replaceAll("%.*", "");
            names.add(new GeneralName(GeneralName.iPAddress, bare));
        }
        return new GeneralNames(names.toArray(GeneralName[]::new));
    }

    private static Set<InetAddress> addresses(String bind) {
        Set<InetAddress> addresses = new LinkedHashSet<>();
        try {
            InetAddress address = InetAddress.getByName(bind);
            addresses.add(InetAddress.getByName("127.0.0.1"));
            if (address.isAnyLocalAddress()) {
                NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .forEach(addresses::add);
            } else {
                addresses.add(address);
            }
        } catch (UnknownHostException | SocketException e) {
            // Opening the port will say so.
        }
        return addresses;
    }

    private static void write(Path directory, Path file, String text) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, ownerOnly("rwx------"));
        }
        Path part = directory.resolve(FILE + ".part");
        Files.deleteIfExists(part);
        Files.createFile(part, ownerOnly("rw-------"));
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                int _ = channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** On Windows, where there are no such permissions, those of the directory count. */
    private static FileAttribute<?>[] ownerOnly(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
