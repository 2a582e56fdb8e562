package clinic.daybook.desk.local;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of tables without row ids from the bare pages of a SQLite database, after the file
 * format that SQLite documents: it needs neither the file's header nor an unbroken tree, so that a
 * bad page costs only what stands on it. Pages that the write-ahead log holds count before those of
 * the file. Rows that were deleted may come along where their page was not used again.
 */
final class PageScan {

    private static final int DEFAULT_PAGE = 4096;
    private static final int INDEX_LEAF = 0x0a;
    private static final int INDEX_INTERIOR = 0x02;
    private static final int FILE_HEADER = 100;
    private static final int WAL_HEADER = 32;
    private static final int FRAME_HEADER = 24;
    private static final int MAX_COLUMNS = 16;
    private static final int MAX_PAYLOAD = 64 * 1024 * 1024;

    private final int pageSize;
    private final Map<Integer, ByteBuffer> pages = new HashMap<>();

    /**
     * The pages of a database.
     *
     * @param file the bytes of the file
     * @param wal those of its write-ahead log; empty: there is none
     */
    PageScan(byte[] file, byte[] wal) {
        pageSize = pageSize(file, wal);
        for (int nr = 1; (long) nr * pageSize <= file.length; nr++) {
            pages.put(nr, ByteBuffer.wrap(file, (nr - 1) * pageSize, pageSize).slice());
        }
        log(wal);
    }

    /**
     * Every row that can be decoded: texts, whole numbers and nulls.
     *
     * @param broken called for each cell that is there and cannot be
     */
    void rows(Consumer<List<@Nullable Object>> row, Runnable broken) {
        pages.forEach((nr, page) -> page(nr, page, row, broken));
    }

    private static int pageSize(byte[] file, byte[] wal) {
        if (wal.length >= WAL_HEADER) {
            int size = ByteBuffer.wrap(wal).getInt(8);
            if (plausible(size)) {
                return size;
            }
        }
        if (file.length >= FILE_HEADER) {
            int size = ByteBuffer.wrap(file).getShort(16) & 0xffff;
            int real = size == 1 ? 65_536 : size;
            if (plausible(real)) {
                return real;
            }
        }
        return DEFAULT_PAGE;
    }

    private static boolean plausible(int size) {
        return size >= 512 && size <= 65_536 && Integer.bitCount(size) == 1;
    }

    /** The committed pages of the log, the later over the earlier. */
    private void log(byte[] wal) {
        if (wal.length < WAL_HEADER) {
            return;
        }
        ByteBuffer log = ByteBuffer.wrap(wal);
        long salt = log.getLong(16);
        Map<Integer, ByteBuffer> open = new HashMap<>();
        int at = WAL_HEADER;
        while (at + FRAME_HEADER + pageSize <= wal.length && log.getLong(at + 8) == salt) {
            int nr = log.getInt(at);
            open.put(nr, ByteBuffer.wrap(wal, at + FRAME_HEADER, pageSize).slice());
            if (log.getInt(at + 4) != 0) {
                pages.putAll(open);
                open.clear();
            }
            at += FRAME_HEADER + pageSize;
        }
    }

    private void page(
            int nr, ByteBuffer page, Consumer<List<@Nullable Object>> row, Runnable broken) {
        int header = nr == 1 ? FILE_HEADER : 0;
        int type = page.get(header) & 0xff;
        if (type != INDEX_LEAF && type != INDEX_INTERIOR) {
            return;
        }
        int cells = page.getShort(header + 3) & 0xffff;
        int pointers = header + (type == INDEX_LEAF ? 8 : 12);
        for (int i = 0; i < cells && pointers + 2 * i + 2 <= pageSize; i++) {
            int at = page.getShort(pointers + 2 * i) & 0xffff;
            int start = type == INDEX_LEAF ? at : at + 4;
            try {
                List<@Nullable Object> values = cell(page, start);
                if (values != null) {
                    row.accept(values);
                }
            } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
                broken.run();
            }
        }
    }

    /** A row; {@code null} where it cannot be one of a table that is looked for. */
    private @Nullable List<@Nullable Object> cell(ByteBuffer page, int start) {
        long[] size = varint(page, start);
        int payload = Math.toIntExact(Math.min(size[0], Integer.MAX_VALUE));
        if (payload < 2 || payload > MAX_PAYLOAD) {
            throw new IllegalArgumentException("no size of a row");
        }
        return record(payload(page, (int) size[1], payload));
    }

    private ByteBuffer payload(ByteBuffer page, int from, int size) {
        int most = (pageSize - 12) * 64 / 255 - 23;
        byte[] bytes = new byte[size];
        if (size <= most) {
            page.get(from, bytes);
            return ByteBuffer.wrap(bytes);
        }
        int least = (pageSize - 12) * 32 / 255 - 23;
        int here = least + (size - least) % (pageSize - 4);
        if (here > most) {
            here = least;
        }
        page.get(from, bytes, 0, here);
        int next = page.getInt(from + here);
        int filled = here;
        Set<Integer> seen = new HashSet<>();
        while (filled < size) {
            ByteBuffer overflow = pages.get(next);
            if (overflow == null || !seen.add(next)) {
                throw new IllegalArgumentException("a row is cut off");
            }
            int part = Math.min(size - filled, pageSize - 4);
            overflow.get(4, bytes, filled, part);
            filled += part;
            next = overflow.getInt(0);
        }
        return ByteBuffer.wrap(bytes);
    }

    private static @Nullable List<@Nullable Object> record(ByteBuffer record) {
        long[] header = varint(record, 0);
        int at = (int) header[1];
        int values = Math.toIntExact(header[0]);
        List<@Nullable Object> row = new ArrayList<>();
        while (at < header[0]) {
            long[] type = varint(record, at);
            at = (int) type[1];
            if (row.size() == MAX_COLUMNS) {
                return null;
            }
            int length = length(type[0]);
            row.add(value(record, values, type[0], length));
            values += length;
        }
        return row;
    }

    private static int length(long type) {
        return switch ((int) Math.min(type, 12)) {
            case 0, 8, 9 -> 0;
            case 1 -> 1;
            case 2 -> 2;
            case 3 -> 3;
            case 4 -> 4;
            case 5 -> 6;
            case 6, 7 -> 8;
            case 10, 11 -> throw new IllegalArgumentException("no type of a column");
            default -> Math.toIntExact((type - 12) / 2);
        };
    }

    private static @Nullable Object value(ByteBuffer record, int at, long type, int length) {
        if (type == 0) {
            return null;
        }
        if (type >= 12) {
            byte[] bytes = new byte[length];
            record.get(at, bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
        if (type >= 8) {
            return type - 8;
        }
        long number = length == 0 ? 0 : record.get(at);
        for (int i = 1; i < length; i++) {
            number = number << 8 | record.get(at + i) & 0xff;
        }
        return number;
    }

    /** A number of one to nine bytes, and the place after it. */
    private static long[] varint(ByteBuffer from, int start) {
        long value = 0;
        int at = start;
        for (int i = 0; i < 8; i++) {
            byte b = from.get(at++);
            value = value << 7 | b & 0x7f;
            if (b >= 0) {
                return new long[] {value, at};
            }
        }
        return new long[] {value << 8 | from.get(at) & 0xff, at + 1};
    }
}
