package clinic.daybook.desk.ui;

import java.util.Locale;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;

/** A word on a small fill, 18 high. */
public final class Tag extends Label {

    /** What the fill says. */
    public enum Tone {
        /** First visit, walk-in: a fact. */
        PLAIN,
        /** Upsell, adjusted: something of today. */
        ACCENT,
        OK,
        /** Money open. */
        WARN,
        /** Must be decided. */
        BAD,
        LIVE,
        /** Text only, in the caption's colour. */
        QUIET
    }

    /** A tag whose words follow the language. */
    public Tag(ObservableValue<String> words, Tone tone) {
        this(tone);
        textProperty().bind(words);
    }

    /** A tag whose words are data, such as a name. */
    public Tag(String words, Tone tone) {
        this(tone);
        setText(words);
    }

    private Tag(Tone tone) {
        getStyleClass().addAll("db-tag", "db-tag-" + tone.name().toLowerCase(Locale.ROOT));
        setMinWidth(USE_PREF_SIZE);
    }
}
