package clinic.daybook.installer.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkTest {

    @TempDir private Path directory;

    @Test
    void isABlueSquareWithClearCorners() {
        BufferedImage mark = Mark.draw(64);

        assertThat(mark.getRGB(0, 0) >>> 24).isZero();
        assertThat(mark.getRGB(63, 63) >>> 24).isZero();
        assertThat(mark.getRGB(32, 4)).isEqualTo(0xFF3B4FC8);
    }

    @Test
    void showsTheBookInWhite() {
        BufferedImage mark = Mark.draw(256);

        int white = 0;
        for (int x = 0; x < 256; x++) {
            for (int y = 0; y < 256; y++) {
                if (mark.getRGB(x, y) == 0xFFFFFFFF) {
                    white++;
                }
            }
        }
        assertThat(white).isBetween(256 * 256 / 20, 256 * 256 / 4);
    }

    @Test
    void comesAsAPictureForLinux() throws IOException {
        Path icon = IconFile.write(Platform.LINUX, directory);

        assertThat(ImageIO.read(icon.toFile()).getWidth()).isEqualTo(256);
    }

    @Test
    void comesAsAnIconForWindowsWhoseLastPictureEndsTheFile() throws IOException {
        byte[] icon = Files.readAllBytes(IconFile.write(Platform.WINDOWS, directory));

        ByteBuffer header = ByteBuffer.wrap(icon).order(ByteOrder.LITTLE_ENDIAN);
        int pictures = header.getShort(4);
        int last = 6 + 16 * (pictures - 1);
        assertThat(pictures).isEqualTo(4);
        assertThat(header.getInt(last + 8) + header.getInt(last + 12)).isEqualTo(icon.length);
    }

    @Test
    void comesAsAnIconForMacThatSaysItsOwnLength() throws IOException {
        byte[] icon = Files.readAllBytes(IconFile.write(Platform.MAC, directory));

        assertThat(ByteBuffer.wrap(icon).getInt(4)).isEqualTo(icon.length);
    }
}
