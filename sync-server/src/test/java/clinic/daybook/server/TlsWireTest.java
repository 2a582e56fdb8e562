package clinic.daybook.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import clinic.daybook.protocol.EnrolmentCode;
import clinic.daybook.protocol.KeyPin;
import clinic.daybook.server.tls.PinFile;
import clinic.daybook.server.tls.Tls;
import clinic.daybook.server.tls.TlsRefused;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Encrypted lines, and by what desks know the server. */
@Timeout(120)
class TlsWireTest {

    @TempDir private Path directory;

    private ServerRuntime start(Path data, Tls tls) {
        return ServerRuntime.start(
                new Config(data, null, Config.DEFAULT_BIND, 0, null, tls, Limits.STANDARD),
                InstantSource.system());
    }

    /** A line that takes any certificate and keeps it. */
    private static SSLSocket open(ServerRuntime server) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anybody()}, null);
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", server.port());
        socket.startHandshake();
        return socket;
    }

    private static X509Certificate certificate(ServerRuntime server) throws Exception {
        try (SSLSocket socket = open(server)) {
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    private static String get(ServerRuntime server, String path) throws Exception {
        try (RawLine line = new RawLine(open(server))) {
            line.send("GET " + path + " HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n");
            return line.rest();
        }
    }

    @Test
    void aKeyOfItsOwnIsMadeOnceAndKeptForItsOwnerAlone() throws Exception {
        Path data = directory.resolve("data");
        X509Certificate first;
        try (ServerRuntime server = start(data, new Tls.OwnKey())) {
            assertThat(server.url()).startsWith("https://127.0.0.1:");
            assertThat(get(server, "/healthz")).startsWith("HTTP/1.1 200 ").contains("alive");
            first = certificate(server);
        }
        assertThat(((ECPublicKey) first.getPublicKey()).getParams().getOrder().bitLength())
                .isEqualTo(256);
        first.verify(first.getPublicKey());
        assertThat(first.getSubjectAlternativeNames())
                .contains(List.of(2, "localhost"), List.of(7, "127.0.0.1"));
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(data.resolve("tls/server.pem"))))
                .isEqualTo("rw-------");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(data.resolve("tls"))))
                .isEqualTo("rwx------");
        try (ServerRuntime again = start(data, new Tls.OwnKey())) {
            assertThat(certificate(again)).isEqualTo(first);
        }
    }

    @Test
    void anEnrolmentCodeNamesTheKeyWhereNobodyVouchesForIt() throws Exception {
        try (ServerRuntime server = start(directory, new Tls.OwnKey())) {
            KeyPin pin = KeyPin.of(certificate(server).getPublicKey().getEncoded());
            EnrolmentCode code = EnrolmentCode.read(server.enrolmentCode(null));
            assertThat(code.pins()).containsExactly(pin);
            assertThat(PinFile.withPin(directory, "K7QF")).isEqualTo("K7QF." + pin.grouped());
            String body = "{\"name\":\"Desk\",\"code\":\"" + server.enrolmentCode(null) + "\"}";
            try (RawLine line = new RawLine(open(server))) {
                line.send(
                        "POST /v1/desks HTTP/1.1\r\nHost: here\r\nContent-Length: "
                                + body.length()
                                + "\r\n\r\n"
                                + body);
                assertThat(line.line()).as("with what stands behind it").contains(" 201 ");
            }
        }
        try (ServerRuntime plain = start(directory, new Tls.Off())) {
            assertThat(EnrolmentCode.read(plain.enrolmentCode(null)).pins()).isEmpty();
            assertThat(PinFile.withPin(directory, "K7QF")).isEqualTo("K7QF");
        }
    }

    @Test
    void plainTextIsNotAnsweredWhereLinesAreEncrypted() throws Exception {
        try (ServerRuntime server = start(directory, new Tls.OwnKey());
                RawLine line = new RawLine(new Socket("127.0.0.1", server.port()))) {
            line.send("GET /healthz HTTP/1.1\r\nHost: here\r\n\r\n");
            assertThat(line.rest()).doesNotContain("alive");
        }
    }

    @Test
    void aHandshakeThatNeverComesIsCut() throws Exception {
        Limits impatient = new Limits(10, 100, Duration.ofSeconds(20), Duration.ofMillis(500));
        try (ServerRuntime server =
                        ServerRuntime.start(
                                new Config(
                                        directory,
                                        null,
                                        Config.DEFAULT_BIND,
                                        0,
                                        null,
                                        new Tls.OwnKey(),
                                        impatient),
                                InstantSource.system());
                RawLine line = new RawLine(new Socket("127.0.0.1", server.port()))) {
            line.send(new byte[] {0x16, 0x03, 0x01});
            assertThat(line.rest()).isEmpty();
        }
    }

    @Test
    void consoleCookiesAreForEncryptedLinesAlone() throws Exception {
        try (ServerRuntime server = start(directory, new Tls.OwnKey())) {
            String link = server.newConsoleUrl();
            assertThat(get(server, link.substring(server.url().length())))
                    .containsIgnoringCase("HttpOnly")
                    .containsIgnoringCase("SameSite=Strict")
                    .containsIgnoringCase("; Secure");
        }
    }

    @Test
    void aChangedCertificateIsTakenWithoutARestart() throws Exception {
        Path cert = directory.resolve("cert.pem");
        Path other = newCertificate("other");
        Files.copy(newCertificate("one"), cert);
        Path data = directory.resolve("data");
        try (ServerRuntime server = start(data, new Tls.Files(cert, cert))) {
            X509Certificate before = certificate(server);
            SSLSocket open = open(server);
            Files.writeString(cert, "half a certif");
            Files.write(cert, Files.readAllBytes(other));
            await().atMost(Duration.ofSeconds(20)).until(() -> !certificate(server).equals(before));
            try (RawLine line = new RawLine(open)) {
                line.send("GET /healthz HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n");
                assertThat(line.rest()).as("an open line goes on").contains("alive");
            }
            await().atMost(Duration.ofSeconds(20))
                    .until(() ->
                            EnrolmentCode.read(server.enrolmentCode(null))
                                    .pins()
                                    .contains(
                                            KeyPin.of(
                                                    certificate(server)
                                                            .getPublicKey()
                                                            .getEncoded())));
        }
    }

    @Test
    void whatCannotBeUsedIsSaidInALine() throws Exception {
        Path one = newCertificate("one");
        Path two = newCertificate("two");
        Path empty = Files.writeString(directory.resolve("empty.pem"), "nothing\n");
        Path data = directory.resolve("data");
        assertThatThrownBy(() -> start(data, new Tls.Files(one, two)))
                .isInstanceOf(TlsRefused.class)
                .hasMessageContaining("is not that of the certificate");
        assertThatThrownBy(() -> start(data, new Tls.Files(empty, one)))
                .hasMessageContaining("no certificate in");
        assertThatThrownBy(() -> start(data, new Tls.Files(one, empty)))
                .hasMessageContaining("no private key in");
        assertThatThrownBy(() -> start(data, new Tls.Files(one, directory.resolve("no.pem"))))
                .isInstanceOf(TlsRefused.class);
    }

    @Test
    void anAuthoritysCertificateIsGoodForItsNameAndForWhoTrustsIt() throws Exception {
        TestAuthority authority = new TestAuthority();
        authority.issue(directory, "localhost");
        Tls files = new Tls.Files(directory.resolve("cert.pem"), directory.resolve("key.pem"));
        try (ServerRuntime server = start(directory.resolve("data"), files)) {
            String named = "https://localhost:" + server.port() + "/healthz";
            String addressed = "https://127.0.0.1:" + server.port() + "/healthz";
            OkHttpClient trusting = trusting(authority.root());
            assertThat(status(trusting, named)).isEqualTo(200);
            assertThatThrownBy(() -> status(trusting, addressed))
                    .isInstanceOf(SSLPeerUnverifiedException.class);
            assertThatThrownBy(() -> status(new OkHttpClient(), named))
                    .isInstanceOf(SSLHandshakeException.class);
            assertThatThrownBy(() -> status(trusting(new TestAuthority().root()), named))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    private static OkHttpClient trusting(X509Certificate authority) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", authority);
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        X509TrustManager manager = (X509TrustManager) factory.getTrustManagers()[0];
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {manager}, null);
        return new OkHttpClient.Builder()
                .sslSocketFactory(context.getSocketFactory(), manager)
                .build();
    }

    private static int status(OkHttpClient client, String url) throws IOException {
        try (Response response = client.newCall(new Request.Builder().url(url).build()).execute()) {
            return response.code();
        }
    }

    @Test
    void onlyThisMachineMayGoWithout() {
        assertThat(Tls.usual("127.0.0.1")).isInstanceOf(Tls.Off.class);
        assertThat(Tls.usual("localhost")).isInstanceOf(Tls.Off.class);
        assertThat(Tls.usual("::1")).isInstanceOf(Tls.Off.class);
        assertThat(Tls.usual("0.0.0.0")).isInstanceOf(Tls.OwnKey.class);
        assertThat(Tls.usual("192.0.2.1")).isInstanceOf(Tls.OwnKey.class);
        assertThat(Tls.usual("no such name.invalid")).isInstanceOf(Tls.OwnKey.class);
    }

    /** Made by a server that was there for a moment; certificate and key in one file. */
    private Path newCertificate(String name) {
        Path data = directory.resolve("of-" + name);
        start(data, new Tls.OwnKey()).close();
        return data.resolve("tls/server.pem");
    }

    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
