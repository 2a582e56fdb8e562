package clinic.daybook.installer.packaging;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;

/**
 * Draws the mark of the program: a book in white lines on a rounded square. The book is that of the
 * screens, on the same grid of 24.
 */
final class Mark {

    /** Raised when the drawing changes, so that images are built again with the new icon. */
    static final String SHAPE_VERSION = "mark 1";

    private static final Color GROUND = new Color(0x3B4FC8);
    private static final double GRID = 24;

    /** How much of the square the book's grid fills. */
    private static final double BOOK = 0.66;

    private static final double CORNER = 0.22;
    private static final float STROKE = 1.9f;

    /** Control points of a cubic curve lie at this part of the radius to come out as an arc. */
    private static final double ARC = 0.5523;

    private Mark() {}

    /**
     * The mark as a square picture with clear corners.
     *
     * @param size of a side, in pixels
     */
    static BufferedImage draw(int size) {
        BufferedImage picture = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = picture.createGraphics();
        try {
            pen.setRenderingHint(
                    RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            pen.setRenderingHint(
                    RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            pen.setColor(GROUND);
            double corner = 2 * CORNER * size;
            pen.fill(new RoundRectangle2D.Double(0, 0, size, size, corner, corner));

            double scale = size * BOOK / GRID;
            double margin = size * (1 - BOOK) / 2;
            pen.translate(margin, margin);
            pen.scale(scale, scale);
            pen.setColor(Color.WHITE);
            pen.setStroke(new BasicStroke(STROKE, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            pen.draw(cover());
            pen.draw(pages());
            pen.draw(line(8.6, 7.6, 14.6));
            pen.draw(line(8.6, 11.2, 14.6));
        } finally {
            pen.dispose();
        }
        return picture;
    }

    /** The outline: the spine at the left with its two round ends, and one round corner. */
    private static Path2D cover() {
        Path2D path = new Path2D.Double();
        path.moveTo(6, 3.5);
        path.lineTo(16.5, 3.5);
        path.curveTo(16.5 + 2 * ARC, 3.5, 18.5, 5.5 - 2 * ARC, 18.5, 5.5);
        path.lineTo(18.5, 20.5);
        path.lineTo(7, 20.5);
        path.curveTo(7 - 2.5 * ARC, 20.5, 4.5, 18 + 2.5 * ARC, 4.5, 18);
        path.lineTo(4.5, 5);
        path.curveTo(4.5, 5 - 1.5 * ARC, 6 - 1.5 * ARC, 3.5, 6, 3.5);
        path.closePath();
        return path;
    }

    /** The edge of the pages at the foot. */
    private static Path2D pages() {
        Path2D path = new Path2D.Double();
        path.moveTo(4.6, 17.6);
        path.curveTo(4.6 + 0.3, 16.4, 5.8, 15.6, 7, 15.6);
        path.lineTo(18.4, 15.6);
        return path;
    }

    private static Path2D line(double x, double y, double end) {
        Path2D path = new Path2D.Double();
        path.moveTo(x, y);
        path.lineTo(end, y);
        return path;
    }
}
