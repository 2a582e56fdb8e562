package clinic.daybook.desk.ui;

import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.SVGPath;
import javafx.scene.transform.Scale;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The icons: Feather's, and a few of our own drawn on the same grid of 24 with the same stroke. */
public final class Icons {

    private static final double GRID = 24;
    private static final String CLOUD_TICK =
            "M7 19a4.5 4.5 0 0 1-.9-8.9 6.2 6.2 0 0 1 11.9-1.5A5.2 5.2 0 0 1 17.2 19z"
                    + " M8.8 13.2l2.4 2.4 4.4-4.6";
    private static final String WON =
            "M12 2.5a9.5 9.5 0 1 0 0 19a9.5 9.5 0 1 0 0-19z"
                    + " M7 8.8l2.4 6.6 2.6-6.6 2.6 6.6 2.4-6.6 M6.2 12h11.6";
    private static final String BOOK =
            "M6 3.5h10.5a2 2 0 0 1 2 2v15H7a2.5 2.5 0 0 1-2.5-2.5V5A1.5 1.5 0 0 1 6 3.5z"
                    + " M4.6 17.6a2.5 2.5 0 0 1 2.4-2h11.4 M8.6 7.6h6 M8.6 11.2h6";
    private static final String DOOR =
            "M6 21V4.5A1.5 1.5 0 0 1 7.5 3h9A1.5 1.5 0 0 1 18 4.5V21 M3.5 21h17 M14.5 12v.6";

    private Icons() {}

    /** A Feather icon; 16 is the usual size, 20 on the rail, 14 in small text. */
    public static FontIcon of(Feather icon, int size) {
        FontIcon node = FontIcon.of(icon, size);
        // The theme beneath gives every icon one size; only an inline style is stronger. It is
        // added
        // to the one that names the icons' own font.
        node.setStyle(node.getStyle() + "; -fx-icon-size: " + size + "px;");
        return node;
    }

    /** A Feather icon of 16. */
    public static FontIcon of(Feather icon) {
        return of(icon, 16);
    }

    /** On the server. */
    public static Node cloudTick(double size) {
        return drawn(CLOUD_TICK, size);
    }

    /** Money. */
    public static Node won(double size) {
        return drawn(WON, size);
    }

    /** A room. */
    public static Node door(double size) {
        return drawn(DOOR, size);
    }

    /** The daybook itself, for the mark of the program. */
    public static Node book(double size) {
        return drawn(BOOK, size);
    }

    private static Node drawn(String path, double size) {
        SVGPath shape = new SVGPath();
        shape.setContent(path);
        shape.getStyleClass().add("db-drawn");
        shape.setManaged(false);
        shape.getTransforms().add(new Scale(size / GRID, size / GRID));
        StackPane box = new StackPane(shape);
        box.getStyleClass().add("db-drawn-box");
        box.setMinSize(size, size);
        box.setPrefSize(size, size);
        box.setMaxSize(size, size);
        return box;
    }
}
