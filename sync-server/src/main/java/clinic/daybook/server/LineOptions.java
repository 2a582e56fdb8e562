package clinic.daybook.server;

import clinic.daybook.server.tls.Tls;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What may go over the server's lines, and how it is encrypted. */
final class LineOptions {

    private static final int MOST_DESKS = 20_000;

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description =
                    "Certificate in PEM, with those that lead to its authority; read again when it"
                            + " changes. Default beyond this machine: one of the server's own.")
    private @Nullable Path certificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "The certificate's private key in PEM, without a password.")
    private @Nullable Path key;

    @Option(
            names = "--insecure",
            description = "Do not encrypt, also beyond this machine: for use behind a proxy.")
    private boolean insecure;

    @Option(
            names = "--max-desks",
            paramLabel = "N",
            description = "Live lines at a time. Default: 1000.")
    private @Nullable Integer maxDesks;

    /** How to encrypt at that address; a usage error when the options contradict each other. */
    Tls tls(@Nullable CommandSpec spec, String bind) {
        if ((certificate == null) != (key == null)) {
            throw Main.badValue(spec, "--tls-cert and --tls-key are given together");
        }
        if (certificate != null && key != null) {
            if (insecure) {
                throw Main.badValue(spec, "--insecure does not go with --tls-cert; leave one out");
            }
            return new Tls.Files(certificate, key);
        }
        return insecure ? new Tls.Off() : Tls.usual(bind);
    }

    /** How much to take; a usage error when it is no number that can be meant. */
    Limits limits(@Nullable CommandSpec spec) {
        Integer desks = maxDesks;
        if (desks == null) {
            return Limits.STANDARD;
        }
        if (desks < 1 || desks > MOST_DESKS) {
            throw Main.badValue(spec, "--max-desks is 1 to " + MOST_DESKS);
        }
        return Limits.forDesks(desks);
    }
}
