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

    /** Ordered on top of the booking. */
    public static Tag upsell() {
        return new Tag(Texts.bind("ui.tag.upsell"), Tone.ACCENT);
    }

    /** Money is open. */
    public static Tag unpaid() {
        return new Tag(Texts.bind("ui.tag.unpaid"), Tone.WARN);
    }

    /** Nothing is open. */
    public static Tag paid() {
        return new Tag(Texts.bind("ui.tag.paid"), Tone.QUIET);
    }

    /** The customer has not been here before. */
    public static Tag firstVisit() {
        return new Tag(Texts.bind("ui.tag.first-visit"), Tone.PLAIN);
    }

    /** Came without a booking. */
    public static Tag walkIn() {
        return new Tag(Texts.bind("ui.tag.walk-in"), Tone.PLAIN);
    }

    private Tag(Tone tone) {
        getStyleClass().addAll("db-tag", "db-tag-" + tone.name().toLowerCase(Locale.ROOT));
        setMinWidth(USE_PREF_SIZE);
    }
}
