package clinic.daybook.desk.booking;

import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;

/**
 * Lets a form scroll in a low window, and is as high as the form where there is room: a plain
 * scroll pane does not ask how high its content is at the width that it has.
 */
final class FormScroll extends ScrollPane {

    private static final double USUAL_WIDTH = 592;
    private static final double BORDER = 2;

    private final Region form;

    FormScroll(Region form) {
        super(form);
        this.form = form;
        getStyleClass().add("booking-scroll");
        setFitToWidth(true);
        setFocusTraversable(false);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        form.needsLayoutProperty().subscribe(this::requestLayout);
    }

    @Override
    protected double computePrefHeight(double width) {
        double at = getWidth() > 0 ? getWidth() : USUAL_WIDTH;
        return Math.ceil(form.prefHeight(at)) + BORDER;
    }
}
