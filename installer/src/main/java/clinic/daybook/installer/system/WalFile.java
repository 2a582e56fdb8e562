package clinic.daybook.installer.system;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A SQLite write-ahead log as it lies on the disk (file format, section 4): which transactions it
 * holds, and what a power loss does to its end. SQLite promises that a transaction whose sync has
 * returned is there, and that one whose sync has not returned is there whole or not at all,
 * whatever of its frames reached the disk.
 *
 * @param salt tells this log from the one before; it changes when a checkpoint begins it anew
 * @param transactions the valid ones, oldest first
 * @param length of the file in bytes; what follows the last transaction is of no account
 */
record WalFile(Path file, long salt, List<Transaction> transactions, long length) {

    private static final int HEADER = 32;
    private static final int FRAME_HEADER = 24;
    private static final int SECTOR = 512;
    private static final int MAGIC = 0x377f0682;

    /** A transaction's frames: from the first one's header to the end of the commit frame. */
    record Transaction(long start, long end) {}

    WalFile {
        transactions = List.copyOf(transactions);
    }

    /** Reads a log; a missing or empty one has no transactions. */
    static WalFile read(Path file) throws IOException {
        List<Transaction> found = new ArrayList<>();
        if (!Files.exists(file) || Files.size(file) < HEADER) {
            return new WalFile(file, 0, found, 0);
        }
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file));
        int magic = all.getInt(0);
        if ((magic & ~1) != MAGIC) {
            throw new IOException("not a write-ahead log");
        }
        ByteOrder order = (magic & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        int page = all.getInt(8);
        long salt = all.getLong(16);
        int[] sum = new int[2];
        add(sum, all, 0, 24, order);
        long start = HEADER;
        for (int at = HEADER; at + FRAME_HEADER + page <= all.limit(); at += FRAME_HEADER + page) {
            add(sum, all, at, 8, order);
            add(sum, all, at + FRAME_HEADER, page, order);
            boolean valid =
                    all.getLong(at + 8) == salt
                            && all.getInt(at + 16) == sum[0]
                            && all.getInt(at + 20) == sum[1];
            if (!valid) {
                break;
            }
            if (all.getInt(at + 4) != 0) {
                long end = (long) at + FRAME_HEADER + page;
                found.add(new Transaction(start, end));
                start = end;
            }
        }
        return new WalFile(file, salt, found, all.limit());
    }

    private static void add(int[] sum, ByteBuffer from, int at, int bytes, ByteOrder order) {
        ByteBuffer words = from.slice(at, bytes).order(order);
        while (words.hasRemaining()) {
            sum[0] += words.getInt() + sum[1];
            sum[1] += words.getInt() + sum[0];
        }
    }

    /** Where the last transaction ends; where the first would begin when there is none. */
    long end() {
        return transactions.isEmpty() ? Math.min(HEADER, length) : transactions.getLast().end();
    }

    /**
     * Loses or spoils what was written from an offset on, as a power loss may that comes before its
     * sync: the file ends earlier, or some sectors hold zeros or what stood there before.
     *
     * @return in a few words what was done
     */
    String lose(long from, RandomGenerator random) throws IOException {
        if (from >= length) {
            return "nothing";
        }
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "rw")) {
            if (random.nextBoolean()) {
                long at = from + random.nextLong(length - from);
                log.setLength(at);
                return "cut at " + at + " of " + length;
            }
            int spoiled = 0;
            for (long at = from; at < length; at = (at / SECTOR + 1) * SECTOR) {
                if (random.nextInt(3) == 0) {
                    long end = Math.min(length, (at / SECTOR + 1) * SECTOR);
                    byte[] garbage = new byte[(int) (end - at)];
                    if (random.nextBoolean()) {
                        random.nextBytes(garbage);
                    }
                    log.seek(at);
                    log.write(garbage);
                    spoiled++;
                }
            }
            return spoiled + " sectors spoiled from " + from;
        }
    }
}
