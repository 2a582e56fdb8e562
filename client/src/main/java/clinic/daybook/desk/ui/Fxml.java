package clinic.daybook.desk.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Objects;
import java.util.Optional;
import java.util.ResourceBundle;
import javafx.fxml.FXMLLoader;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/**
 * Loads a screen's FXML, which lies beside its controller as {@code <Name>.fxml}, with {@code
 * <name>.css} where there is one. {@code %key} in it is bound, not copied: it follows the language.
 */
public final class Fxml {

    /** Cannot be typed, so that no text of a screen begins with it by chance. */
    private static final char MARK = '\u0001';

    private Fxml() {}

    /**
     * Loads {@code name}.fxml for a controller made before.
     *
     * @throws UncheckedIOException when the file is missing or broken: a fault of the build
     */
    public static Parent load(Object controller, String name) {
        URL file = Objects.requireNonNull(controller.getClass().getResource(name + ".fxml"), name);
        FXMLLoader loader = new FXMLLoader(file, new Marks());
        loader.setController(controller);
        try {
            Parent root = loader.load();
            bind(root);
            return root;
        } catch (IOException e) {
            throw new UncheckedIOException("the screen " + name + " cannot be read", e);
        }
    }

    /** Adds the style sheet that lies beside a screen's class. */
    public static void style(Parent root, Class<?> screen, String css) {
        root.getStylesheets()
                .add(Objects.requireNonNull(screen.getResource(css), css).toExternalForm());
    }

    private static void bind(Node node) {
        if (node instanceof Labeled labeled) {
            keyOf(labeled.getText()).ifPresent(k -> labeled.textProperty().bind(Texts.bind(k)));
            bindTooltip(labeled.getTooltip());
            if (labeled.getGraphic() != null) {
                bind(labeled.getGraphic());
            }
        }
        if (node instanceof TextInputControl input) {
            keyOf(input.getPromptText())
                    .ifPresent(k -> input.promptTextProperty().bind(Texts.bind(k)));
            bindTooltip(input.getTooltip());
        }
        keyOf(node.getAccessibleText())
                .ifPresent(k -> node.accessibleTextProperty().bind(Texts.bind(k)));
        if (node instanceof ScrollPane scroll && scroll.getContent() != null) {
            bind(scroll.getContent());
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(Fxml::bind);
        }
    }

    private static void bindTooltip(@Nullable Tooltip tooltip) {
        if (tooltip != null) {
            keyOf(tooltip.getText()).ifPresent(k -> tooltip.textProperty().bind(Texts.bind(k)));
        }
    }

    private static Optional<String> keyOf(@Nullable String text) {
        return text != null && !text.isEmpty() && text.charAt(0) == MARK
                ? Optional.of(text.substring(1))
                : Optional.empty();
    }

    /** Has every key; the value says which one was asked for. */
    private static final class Marks extends ResourceBundle {
        @Override
        protected Object handleGetObject(String key) {
            return MARK + key;
        }

        @Override
        public boolean containsKey(String key) {
            return true;
        }

        @Override
        public Enumeration<String> getKeys() {
            return Collections.emptyEnumeration();
        }
    }
}
