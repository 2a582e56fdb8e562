package clinic.daybook.installer.packaging;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Writes the mark in the form that a platform wants its icons in. */
final class IconFile {

    private static final int LINUX_SIZE = 256;
    private static final int[] WINDOWS_SIZES = {16, 32, 48, 256};

    /** The names that Apple's icon files have for PNG pictures of these sizes. */
    private static final List<Entry> MAC_ENTRIES =
            List.of(
                    new Entry("ic07", 128),
                    new Entry("ic08", 256),
                    new Entry("ic09", 512),
                    new Entry("ic10", 1024));

    private static final int ICO_HEADER = 6;
    private static final int ICO_ENTRY = 16;

    private record Entry(String name, int size) {}

    private IconFile() {}

    /**
     * Writes the icon.
     *
     * @param directory where to; created if it is missing
     * @return the file, with the ending of the platform
     */
    static Path write(Platform platform, Path directory) throws IOException {
        Files.createDirectories(directory);
        return switch (platform) {
            case LINUX -> Files.write(directory.resolve("daybook.png"), png(LINUX_SIZE));
            case WINDOWS -> Files.write(directory.resolve("daybook.ico"), ico());
            case MAC -> Files.write(directory.resolve("daybook.icns"), icns());
        };
    }

    private static byte[] png(int size) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.setUseCache(false);
        if (!ImageIO.write(Mark.draw(size), "png", bytes)) {
            throw new PackagingException("this Java cannot write PNG pictures");
        }
        return bytes.toByteArray();
    }

    /** A directory of pictures with a width of 0 for 256, and then the pictures, as PNG. */
    private static byte[] ico() throws IOException {
        List<byte[]> pictures = new ArrayList<>();
        int length = ICO_HEADER + WINDOWS_SIZES.length * ICO_ENTRY;
        int offset = length;
        for (int size : WINDOWS_SIZES) {
            byte[] picture = png(size);
            pictures.add(picture);
            length += picture.length;
        }
        ByteBuffer icon = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        icon.putShort((short) 0).putShort((short) 1).putShort((short) WINDOWS_SIZES.length);
        for (int i = 0; i < WINDOWS_SIZES.length; i++) {
            byte side = (byte) WINDOWS_SIZES[i];
            icon.put(side).put(side).put((byte) 0).put((byte) 0);
            icon.putShort((short) 1).putShort((short) 32);
            icon.putInt(pictures.get(i).length).putInt(offset);
            offset += pictures.get(i).length;
        }
        pictures.forEach(icon::put);
        return icon.array();
    }

    /** A length over all, and then each picture with its name and its own length before it. */
    private static byte[] icns() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream entries = new DataOutputStream(body);
        for (Entry entry : MAC_ENTRIES) {
            byte[] picture = png(entry.size());
            entries.write(entry.name().getBytes(StandardCharsets.US_ASCII));
            entries.writeInt(8 + picture.length);
            entries.write(picture);
        }
        ByteArrayOutputStream icon = new ByteArrayOutputStream();
        DataOutputStream file = new DataOutputStream(icon);
        file.write("icns".getBytes(StandardCharsets.US_ASCII));
        file.writeInt(8 + body.size());
        body.writeTo(file);
        return icon.toByteArray();
    }
}
