package clinic.daybook.desk.board;

/**
 * The columns of the list and how wide they are at a given width. What has a known length keeps its
 * width; names and treatments share the rest.
 */
enum ListColumn {
    STATE("board.list.state", 136, 0, false),
    TIMER("board.list.timer", 108, 0, false),
    TIME("board.list.time", 76, 0, false),
    CUSTOMER("board.list.customer", 124, 0.9, false),
    WORK("board.list.work", 130, 1.5, false),
    PRACTITIONER("board.list.practitioner", 84, 0.4, false),
    ROOM("board.list.room", 80, 0.3, false),
    OPEN("board.list.open", 104, 0, true),
    MARK("board.list.mark", 104, 0, false);

    private final String key;
    private final double least;
    private final double share;
    private final boolean right;

    ListColumn(String key, double least, double share, boolean right) {
        this.key = key;
        this.least = least;
        this.share = share;
        this.right = right;
    }

    /** The translation key of the head. */
    String key() {
        return key;
    }

    /** Whether it holds amounts, which stand at the right. */
    boolean right() {
        return right;
    }

    /** The left edges of all columns and, last, the right edge, for a row of this width. */
    static double[] edges(double width) {
        ListColumn[] columns = values();
        double fixed = 0;
        double shares = 0;
        for (ListColumn column : columns) {
            fixed += column.least;
            shares += column.share;
        }
        double spare = Math.max(0, width - fixed);
        // On a narrow board everything gives way a little rather than one column vanishing.
        double squeeze = Math.min(1, width / fixed);
        double[] edges = new double[columns.length + 1];
        for (int i = 0; i < columns.length; i++) {
            double own = columns[i].least * squeeze + spare * columns[i].share / shares;
            edges[i + 1] = edges[i] + own;
        }
        for (int i = 0; i < edges.length; i++) {
            edges[i] = Math.round(edges[i]);
        }
        return edges;
    }
}
