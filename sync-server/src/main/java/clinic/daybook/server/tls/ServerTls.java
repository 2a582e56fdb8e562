package clinic.daybook.server.tls;

import clinic.daybook.protocol.KeyPin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encryption of a server at work. A certificate from files is read again when they change; lines
 * that are open go on under the one that they began with.
 */
public final class ServerTls implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);
    private static final long LOOK_MILLIS = 1_000;

    private final Path data;
    private final Tls.Files files;
    private final String password = password();
    private final SslContextFactory.Server factory = new SslContextFactory.Server();
    private final @Nullable ScheduledExecutorService watch;
    private volatile @Nullable KeyPin pin;
    // Of the thread that looks at the files.
    private List<String> seen;

    private ServerTls(Path data, Tls.Files files, boolean watched) {
        this.data = data;
        this.files = files;
        this.seen = look();
        Identity identity = Identity.read(files.certificate(), files.key());
        factory.setKeyStore(identity.keyStore(password));
        factory.setKeyStorePassword(password);
        factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        // Desks may come by an address that stands in no certificate; the pin or their own check
        // of the name says whether this is the server.
        factory.setSniRequired(false);
        serve(identity);
        watch = watched ? Executors.newSingleThreadScheduledExecutor(ServerTls::thread) : null;
        if (watch != null) {
            var _ =
                    watch.scheduleWithFixedDelay(
                            this::reloadIfChanged, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /**
     * What a server needs to answer as was chosen; {@code null}: nothing, it does not encrypt.
     *
     * @param data the directory of its database, where its own key is kept
     * @param bind the address on which it listens
     * @throws TlsRefused when key or certificate cannot be used
     */
    public static @Nullable ServerTls of(Tls chosen, Path data, String bind, Instant now) {
        return switch (chosen) {
            case Tls.Off _ -> {
                PinFile.leave(data, null);
                yield null;
            }
            case Tls.OwnKey _ -> {
                Path own = OwnCertificate.in(directory(data), bind, now);
                yield new ServerTls(data, new Tls.Files(own, own), false);
            }
            case Tls.Files given -> new ServerTls(data, given, true);
        };
    }

    /** Where key and pin are kept. */
    static Path directory(Path data) {
        return data.resolve("tls");
    }

    /** What the port is opened with. */
    public SslContextFactory.Server factory() {
        return factory;
    }

    /** What desks know the key by; {@code null}: an authority vouches for it. */
    public @Nullable KeyPin pin() {
        return pin;
    }

    /** Stops looking at the files. */
    @Override
    public void close() {
        ScheduledExecutorService running = watch;
        if (running != null) {
            running.shutdownNow();
        }
    }

    private void serve(Identity identity) {
        KeyPin now = identity.vouchedFor() ? null : identity.pin();
        pin = now;
        PinFile.leave(data, now);
    }

    /** A file that is just being written, or does not fit the other one yet, is read later. */
    private void reloadIfChanged() {
        List<String> now = look();
        if (now.equals(seen)) {
            return;
        }
        seen = now;
        try {
            Identity identity = Identity.read(files.certificate(), files.key());
            KeyPin before = pin;
            factory.reload(f -> f.setKeyStore(identity.keyStore(password)));
            serve(identity);
            LOG.info("the changed certificate is used from now on");
            if (before != null && !before.equals(pin)) {
                LOG.warn("TL-0002 the key is another one; desks that pinned it are to be enrolled");
            }
        } catch (Exception e) {
            LOG.error("TL-0001 the changed certificate cannot be used; the former one stays", e);
        }
    }

    private List<String> look() {
        return List.of(stamp(files.certificate()), stamp(files.key()));
    }

    private static String stamp(Path file) {
        try {
            return Files.getLastModifiedTime(file) + " " + Files.size(file);
        } catch (IOException e) {
            return "";
        }
    }

    private static Thread thread(Runnable task) {
        return Thread.ofPlatform().name("tls-files").daemon().unstarted(task);
    }

    private static String password() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
