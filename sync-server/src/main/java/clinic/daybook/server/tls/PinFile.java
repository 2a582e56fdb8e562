package clinic.daybook.server.tls;

import clinic.daybook.protocol.EnrolmentCode;
import clinic.daybook.protocol.KeyPin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * The pin that goes with enrolment codes, in the data directory: the server leaves it there when it
 * starts, and whatever else makes codes there reads it.
 */
public final class PinFile {

    private static final String FILE = "pin";

    private PinFile() {}

    /** A code as it is to be given out: with the pin, if desks need one. */
    public static String withPin(Path data, String code) {
        return EnrolmentCode.of(code, read(data)).text();
    }

    private static @Nullable KeyPin read(Path data) {
        Path file = file(data);
        try {
            return Files.exists(file)
                    ? KeyPin.read(Files.readString(file, StandardCharsets.US_ASCII))
                    : null;
        } catch (IOException e) {
            throw new TlsRefused(
                    "the server's pin in " + file + " cannot be read; start the server again", e);
        }
    }

    /** {@code pin}: what desks need; {@code null}: nothing. */
    static void leave(Path data, @Nullable KeyPin pin) {
        Path file = file(data);
        try {
            if (pin == null) {
                Files.deleteIfExists(file);
                return;
            }
            Files.createDirectories(ServerTls.directory(data));
            Path part = file.resolveSibling(FILE + ".part");
            Files.writeString(part, pin.grouped() + "\n", StandardCharsets.US_ASCII);
            Files.move(
                    part,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new TlsRefused("the server's pin cannot be kept in " + file, e);
        }
    }

    private static Path file(Path data) {
        return ServerTls.directory(data).resolve(FILE);
    }
}
