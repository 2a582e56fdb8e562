package clinic.daybook.installer.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {

    @TempDir private Path directory;

    @Test
    void doesNotSeeWhenAndWhereAFileWasWritten() throws IOException {
        Path one = Files.writeString(directory.resolve("a.jar"), "same");
        Path other =
                Files.writeString(
                        Files.createDirectory(directory.resolve("other")).resolve("a.jar"), "same");
        Files.setLastModifiedTime(other, FileTime.fromMillis(0));

        assertThat(of(one)).isEqualTo(of(other));
    }

    @Test
    void seesWhatIsInAFileAndItsName() throws IOException {
        Path file = Files.writeString(directory.resolve("a.jar"), "one");
        Path content =
                Files.writeString(
                        Files.createDirectory(directory.resolve("other")).resolve("a.jar"), "two");
        Path name = Files.writeString(directory.resolve("b.jar"), "one");

        assertThat(of(file)).isNotEqualTo(of(content)).isNotEqualTo(of(name));
    }

    @Test
    void keepsTextsApart() {
        assertThat(new Fingerprint().texts(List.of("ab", "c")).value())
                .isNotEqualTo(new Fingerprint().texts(List.of("a", "bc")).value());
        assertThat(new Fingerprint().texts(List.of("a")).text("b").value())
                .isNotEqualTo(new Fingerprint().texts(List.of("a", "b")).value());
    }

    private static String of(Path file) throws IOException {
        return new Fingerprint().file(file).value();
    }
}
