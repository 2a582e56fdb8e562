package clinic.daybook.installer.demo;

import clinic.daybook.desk.DeskWindow;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.reservation.ReservationDrawer;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.event.StreamId;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.animation.PauseTransition;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import javafx.util.Duration;
import javax.imageio.ImageIO;

/** The desks' windows, and photographs of them. */
final class DemoWindows implements Screens {

    /** The screen of the headless platform; the desks are in their compact layout there. */
    private static final double HEADLESS_SIZE = 1000;

    private static final double STEP = 48;

    /** Long enough for the slowest movement of a screen to end. */
    private static final int PULSES = 30;

    private static final Duration PULSE = Duration.millis(20);

    private final Map<DemoDesk, Stage> stages = new LinkedHashMap<>();
    private final Map<DemoDesk, DeskWindow> windows = new HashMap<>();
    private final Path out;
    private int photographs;

    /**
     * Opens a window for each desk, with somebody signed in.
     *
     * @param data the directory of the databases, where windows remember their look
     * @param out where photographs go
     * @param headless whether to fit the headless platform's screen
     */
    DemoWindows(DemoStage demo, Reference clinic, Path data, Path out, boolean headless) {
        this.out = out;
        open(demo.deskA(), data.resolve("desk-a"), clinic, demo.staff("bae-soyun"), headless);
        open(demo.deskB(), data.resolve("desk-b"), clinic, demo.staff("ryu-haneul"), headless);
    }

    private void open(
            DemoDesk desk, Path data, Reference clinic, StreamId staffId, boolean headless) {
        onFx(() -> {
            Stage stage = new Stage();
            DeskWindow window = new DeskWindow(stage, desk.model(), data, null);
            Reference.StaffItem person = clinic.staff(staffId).orElseThrow();
            window.session().signIn(person);
            if (headless) {
                stage.setWidth(HEADLESS_SIZE);
                stage.setHeight(HEADLESS_SIZE);
            } else {
                // The second window leaves the first one in sight.
                stage.setX(STEP * stages.size());
                stage.setY(STEP * stages.size());
            }
            window.show();
            stages.put(desk, stage);
            windows.put(desk, window);
            return true;
        });
    }

    /** Waits until a person has closed every window. */
    void awaitClosed() throws InterruptedException {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        onFx(() -> {
            for (Stage stage : stages.values()) {
                stage.showingProperty()
                        .subscribe(_ -> {
                            if (stages.values().stream().noneMatch(Stage::isShowing)) {
                                closed.complete(null);
                            }
                        });
            }
            return true;
        });
        closed.join();
    }

    void close() {
        onFx(() -> {
            windows.values().forEach(DeskWindow::close);
            stages.values().forEach(Stage::close);
            return true;
        });
    }

    @Override
    public void showBoard(DemoDesk desk) {
        onFx(() -> {
            window(desk).showBoard();
            return true;
        });
    }

    @Override
    public void showReservation(DemoDesk desk, StreamId reservation, ReservationDrawer.Tab tab) {
        onFx(() -> {
            window(desk).showReservation(reservation, tab);
            return true;
        });
    }

    @Override
    public void showAttention(DemoDesk desk) {
        onFx(() -> {
            window(desk).showAttention();
            return true;
        });
    }

    @Override
    public void photograph(String what) {
        photographs++;
        onFx(() -> {
            stages.keySet().forEach(this::window);
            return true;
        });
        settle();
        for (DemoDesk desk : stages.keySet()) {
            WritableImage image =
                    onFx(() -> Objects.requireNonNull(stages.get(desk)).getScene().snapshot(null));
            String file =
                    String.format(
                            "%02d-%s-%s.png",
                            photographs,
                            what,
                            desk == stages.keySet().iterator().next() ? "a" : "b");
            write(image, out.resolve(file));
        }
    }

    /** Lets what was published reach the screens, and the screens lay themselves out. */
    private void settle() {
        for (int i = 0; i < PULSES; i++) {
            CompletableFuture<Void> drawn = new CompletableFuture<>();
            FxThread.afterwards(() -> {
                for (Stage stage : stages.values()) {
                    stage.getScene().getRoot().applyCss();
                    stage.getScene().getRoot().layout();
                }
                PauseTransition pulse = new PauseTransition(PULSE);
                pulse.setOnFinished(_ -> drawn.complete(null));
                pulse.play();
            });
            drawn.join();
        }
    }

    private DeskWindow window(DemoDesk desk) {
        return Objects.requireNonNull(windows.get(desk));
    }

    private static void write(WritableImage image, Path file) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] pixels = new int[width * height];
        image.getPixelReader()
                .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        BufferedImage png = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        png.setRGB(0, 0, width, height, pixels, 0, width);
        try {
            ImageIO.write(png, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T onFx(Callable<T> action) {
        FutureTask<T> task = new FutureTask<>(action);
        FxThread.afterwards(task);
        try {
            return task.get(Watched.patienceSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new DemoFailure("the windows: " + e.getCause());
        } catch (TimeoutException e) {
            throw new DemoFailure("the windows do not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted while waiting for the windows");
        }
    }
}
