package clinic.daybook.desk.ui;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/**
 * A test with a window on the headless platform. Pictures go to {@code target/screenshots}; they
 * are taken of scenes of any size, also larger than the headless screen.
 */
public abstract class FxTest {

    /** What somebody who uses a test's window types and clicks with. */
    protected final FxRobot robot = new FxRobot();

    @BeforeAll
    static void startToolkit() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }

    @BeforeEach
    void asAtFirstStart() {
        fx(() -> {
            Texts.languageProperty().set(Language.KOREAN);
            Theme.modeProperty().set(Theme.Mode.LIGHT);
            Motion.reducedProperty().set(true);
        });
    }

    @AfterEach
    void closeWindow() throws TimeoutException {
        FxToolkit.cleanupStages();
        fx(() -> Texts.languageProperty().set(Language.KOREAN));
    }

    /** Shows a node in a dressed window of this size and gives it the focus. */
    protected static Scene show(Parent root, double width, double height) {
        return fx(() -> {
            StackPane host = new StackPane(root);
            Scene scene = new Scene(host, width, height);
            Theme.install(scene);
            Stage stage = FxToolkit.toolkitContext().getRegisteredStage();
            stage.setScene(scene);
            stage.show();
            stage.requestFocus();
            return scene;
        });
    }

    /** Takes a picture of a node at a size; the node must not be in another scene. */
    protected static void snapshot(Parent node, String name, int width, int height) {
        StackPane host = fx(() -> host(node, width, height));
        picture(host, name, width, height);
        fx(() -> host.getChildren().clear());
    }

    private static StackPane host(Parent node, int width, int height) {
        if (node.getParent() instanceof Pane parent) {
            parent.getChildren().remove(node);
        }
        StackPane host = new StackPane(node);
        Theme.install(new Scene(host, width, height));
        return host;
    }

    private static void picture(StackPane host, String name, int width, int height) {
        fx(() -> {
            host.applyCss();
            host.layout();
            write(host.getScene(), name, width, height);
        });
    }

    /** Takes a picture of a scene as it stands. */
    protected static void snapshot(Scene scene, String name) {
        WaitForAsyncUtils.waitForFxEvents();
        fx(() -> {
            write(scene, name, (int) scene.getWidth(), (int) scene.getHeight());
            return null;
        });
    }

    /** Takes pictures in both languages and both themes. */
    protected static void snapshots(Parent node, String name, int width, int height) {
        StackPane host = fx(() -> host(node, width, height));
        for (Language language : Language.values()) {
            for (Theme.Mode mode : List.of(Theme.Mode.LIGHT, Theme.Mode.DARK)) {
                String of =
                        (language == Language.KOREAN ? "-ko-" : "-en-")
                                + mode.name().toLowerCase(Locale.ROOT);
                in(language, mode, () -> picture(host, name + of, width, height));
            }
        }
        fx(() -> {
            host.getChildren().clear();
            Texts.languageProperty().set(Language.KOREAN);
            Theme.modeProperty().set(Theme.Mode.LIGHT);
        });
    }

    /** Runs on the FX thread, waits for it and for everything that it has caused there. */
    protected static void fx(Runnable work) {
        fx(() -> {
            work.run();
            return null;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** Computes on the FX thread. */
    protected static <T> T fx(Callable<T> work) {
        try {
            return WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, WaitForAsyncUtils.asyncFx(work));
        } catch (TimeoutException e) {
            throw new AssertionError("the FX thread did not answer", e);
        }
    }

    /** Presses and releases keys one after the other. */
    protected void press(KeyCode... keys) {
        for (KeyCode key : keys) {
            robot.press(key).release(key);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** Whether the node or something inside it has the focus. */
    protected static boolean hasFocus(Node node) {
        for (Node n = node.getScene().getFocusOwner(); n != null; n = n.getParent()) {
            if (n == node) {
                return true;
            }
        }
        return false;
    }

    private static void in(Language language, Theme.Mode mode, Runnable work) {
        fx(() -> {
            Texts.languageProperty().set(language);
            Theme.modeProperty().set(mode);
        });
        work.run();
    }

    private static void write(Scene scene, String name, int width, int height) {
        WritableImage image = scene.snapshot(new WritableImage(width, height));
        PixelReader pixels = image.getPixelReader();
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, pixels.getArgb(x, y));
            }
        }
        try {
            Path file = Path.of("target", "screenshots", name + ".png");
            Files.createDirectories(file.getParent());
            ImageIO.write(picture, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
