package clinic.daybook.desk.ui;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Properties;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this PC remembers of its look: language, light or dark, motion, and the server's address as
 * a suggestion for the next enrolment. A file of its own, so that it may be lost without harm.
 */
public final class DeskPreferences implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeskPreferences.class);

    private final Path file;
    private final FxThread fx;
    private final StringProperty server = new SimpleStringProperty(this, "server", "");
    private Subscription changes = Subscription.EMPTY;

    private DeskPreferences(Path file, FxThread fx) {
        this.file = file;
        this.fx = fx;
    }

    /**
     * Reads the file, where there is one, sets language, theme and motion accordingly, and writes
     * it whenever one of them changes. A broken file counts as none. On the FX thread.
     */
    public static DeskPreferences open(Path file, FxThread fx) {
        DeskPreferences preferences = new DeskPreferences(file, fx);
        preferences.read();
        preferences.follow();
        return preferences;
    }

    /** The server's address as last given; empty when none was. */
    public StringProperty serverProperty() {
        return server;
    }

    /** Changes are not written from now on. */
    @Override
    public void close() {
        changes.unsubscribe();
    }

    private void follow() {
        changes =
                Subscription.combine(
                        Texts.languageProperty().subscribe(this::write),
                        Theme.modeProperty().subscribe(this::write),
                        Motion.reducedProperty().subscribe(this::write),
                        server.subscribe(this::write));
    }

    private void read() {
        if (!Files.isRegularFile(file)) {
            return;
        }
        Properties stored = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            stored.load(in);
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("UI-1201 the preferences cannot be read", e);
            return;
        }
        Texts.languageProperty()
                .set(constant(Language.class, stored.getProperty("language"), Language.KOREAN));
        Theme.modeProperty()
                .set(constant(Theme.Mode.class, stored.getProperty("theme"), Theme.Mode.SYSTEM));
        Motion.reducedProperty().set("true".equals(stored.getProperty("reduceMotion")));
        server.set(stored.getProperty("server", ""));
    }

    private void write() {
        Properties stored = new Properties();
        stored.setProperty("language", Texts.language().name().toLowerCase(Locale.ROOT));
        stored.setProperty("theme", Theme.modeProperty().get().name().toLowerCase(Locale.ROOT));
        stored.setProperty("reduceMotion", Boolean.toString(Motion.reducedProperty().get()));
        stored.setProperty("server", server.get());
        fx.background(() -> store(stored), _ -> {});
    }

    /** One at a time: two changes in a row must not write over each other. */
    private synchronized boolean store(Properties stored) {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (Writer out = Files.newBufferedWriter(next)) {
                stored.store(out, null);
            }
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException e) {
            LOG.warn("UI-1202 the preferences cannot be written", e);
            return false;
        }
    }

    private static <E extends Enum<E>> E constant(
            Class<E> type, @Nullable String name, E otherwise) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(name)) {
                return constant;
            }
        }
        return otherwise;
    }
}
