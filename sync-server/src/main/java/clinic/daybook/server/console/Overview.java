package clinic.daybook.server.console;

import java.util.List;

/**
 * The first page, in words, ready to be written by the template. A signal is one of {@code ok},
 * {@code warn}, {@code bad}, {@code off} and empty, and picks a colour.
 *
 * @param clinic the clinic's name, or empty
 * @param stored what was stored, minute by minute
 * @param forwarding whether events go to Kinesis at all
 * @param lag what Kinesis lacked, minute by minute
 * @param level which events desks may write
 */
public record Overview(
        String clinic,
        List<Notice> notices,
        String checks,
        List<Tile> tiles,
        Chart stored,
        boolean forwarding,
        Chart lag,
        Level level,
        List<DeskRow> desks,
        List<RefusalRow> refusals) {

    /** Something to look at. */
    public record Notice(String signal, String title, String code, String remedy) {}

    /** A figure with what it means. */
    public record Tile(String signal, String label, String figure, String unit, String caption) {}

    /** The write level; {@code raise}: what the link says that leads to a higher one, or empty. */
    public record Level(String text, String raise) {}

    /** A desk's line. */
    public record DeskRow(
            String name,
            Cell state,
            String seen,
            String position,
            Cell behind,
            Cell unsent,
            Cell needsYou,
            Cell clock,
            String version) {}

    /** A text that may be marked. */
    public record Cell(String text, String signal) {}

    /** A refused commit's line. */
    public record RefusalRow(String at, String desk, String kind, String reason, String code) {}
}
