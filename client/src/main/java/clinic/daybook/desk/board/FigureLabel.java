package clinic.daybook.desk.board;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.text.Text;

/**
 * A figure that says as much as there is room for: a sentence, else the bare figure, else nothing;
 * pointing at it always tells the sentence.
 */
final class FigureLabel extends Label {

    private final Text measure = new Text();
    private final Tooltip whole = new Tooltip();
    private String full = "";
    private String brief = "";

    FigureLabel(String styleClass) {
        getStyleClass().add(styleClass);
        setAlignment(Pos.CENTER_RIGHT);
        setMinWidth(0);
        setMaxWidth(Double.MAX_VALUE);
        widthProperty().subscribe(this::fit);
        fontProperty().subscribe(this::fit);
    }

    /** Shows the longer words where they fit, else the shorter ones. */
    void show(String fullWords, String briefWords) {
        if (!fullWords.equals(full) || !briefWords.equals(brief)) {
            full = fullWords;
            brief = briefWords;
            whole.setText(full);
            setTooltip(full.isEmpty() ? null : whole);
            setAccessibleText(full);
            fit();
            requestLayout();
        }
    }

    /** What there is to tell, shown or not. */
    String words() {
        return full;
    }

    @Override
    protected double computePrefWidth(double height) {
        return width(full);
    }

    private void fit() {
        String fitting = width(full) <= getWidth() ? full : width(brief) <= getWidth() ? brief : "";
        if (!fitting.equals(getText())) {
            setText(fitting);
        }
    }

    private double width(String words) {
        measure.setFont(getFont());
        measure.setText(words);
        return Math.ceil(measure.getLayoutBounds().getWidth());
    }
}
