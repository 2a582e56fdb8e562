package clinic.daybook.desk.ui;

import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.css.PseudoClass;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/**
 * How the desk looks: AtlantaFX beneath, our style sheets above, our font. Light and dark are the
 * same sheets; the class {@code db-dark} on the root exchanges the palette.
 */
public final class Theme {

    /** Light, dark, or what the operating system says. */
    public enum Mode {
        SYSTEM,
        LIGHT,
        DARK
    }

    /** On the root while the window is narrower than 1280: screens may move closer together. */
    public static final PseudoClass COMPACT = PseudoClass.getPseudoClass("compact");

    private static final String DARK = "db-dark";
    private static final List<String> SHEETS =
            List.of("palette.css", "daybook.css", "controls.css", "components.css");
    private static final ObjectProperty<Mode> MODE =
            new SimpleObjectProperty<>(null, "mode", Mode.SYSTEM);
    private static boolean fontsLoaded;

    private Theme() {}

    /** What the person chose; on the FX thread only. */
    public static ObjectProperty<Mode> modeProperty() {
        return MODE;
    }

    /** Dresses a scene, now and whenever the mode changes; the scene's root may be exchanged. */
    public static void install(Scene scene) {
        loadFonts();
        Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
        for (String sheet : SHEETS) {
            scene.getStylesheets().add(resource(sheet).toExternalForm());
        }
        scene.rootProperty().subscribe(root -> paint(root, dark()));
        MODE.subscribe(_ -> paint(scene.getRoot(), dark()));
        Platform.getPreferences()
                .colorSchemeProperty()
                .subscribe(_ -> paint(scene.getRoot(), dark()));
    }

    /** Whether it is dark now. */
    public static boolean dark() {
        return switch (MODE.get()) {
            case LIGHT -> false;
            case DARK -> true;
            case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
        };
    }

    private static void paint(Parent root, boolean dark) {
        root.getStyleClass().remove(DARK);
        if (dark) {
            root.getStyleClass().add(DARK);
        }
    }

    private static void loadFonts() {
        if (fontsLoaded) {
            return;
        }
        for (String file : List.of("DaybookSans-Regular.otf", "DaybookSans-Bold.otf")) {
            try (InputStream in = resource("font/" + file).openStream()) {
                Objects.requireNonNull(Font.loadFont(in, 13), file);
            } catch (IOException e) {
                throw new UncheckedIOException("a font of the program cannot be read", e);
            }
        }
        fontsLoaded = true;
    }

    private static URL resource(String name) {
        return Objects.requireNonNull(Theme.class.getResource(name), name);
    }
}
