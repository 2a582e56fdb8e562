package clinic.daybook.desk.local;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.protocol.KeyPin;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By what a desk knows its servers outlasts a restart, and an update of the program. */
class ServerPinTest {

    private static final KeyPin ONE = KeyPin.of(new byte[] {1});
    private static final KeyPin OTHER = KeyPin.of(new byte[] {2});

    @TempDir private Path directory;
    private Rig rig;

    @BeforeEach
    void start() {
        rig = new Rig(directory, 1);
        Enrolled at = new Enrolled("https://server", "token", rig.uuid().toString(), Set.of(ONE));
        Rig.join(
                rig.desk
                        .sync()
                        .enrolled(at, rig.id("desk"), rig.uuid().toString(), "접수 1")
                        .toCompletableFuture());
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private Set<KeyPin> pins() {
        return rig.desk.sync().enrolled().pins();
    }

    private void take(Set<KeyPin> pins) {
        CompletableFuture<Boolean> kept = new CompletableFuture<>();
        rig.desk.sync().execute(() -> rig.desk.sync().takePins(pins, kept::complete));
        assertThat(Rig.join(kept)).isTrue();
    }

    @Test
    void severalAreKeptAndReplaced() {
        take(Set.of(ONE, OTHER));
        rig.restart();
        assertThat(pins()).containsExactlyInAnyOrder(ONE, OTHER);
        take(Set.of(OTHER));
        rig.restart();
        assertThat(pins()).containsExactly(OTHER);
    }

    @Test
    void aDatabaseFromBeforeThereCouldBeSeveralStillNamesItsOne() throws SQLException {
        rig.desk.close();
        try (Connection old =
                        DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("desk.db"));
                Statement statement = old.createStatement()) {
            statement.execute("PRAGMA user_version = 4");
            statement.execute("REPLACE INTO meta VALUES ('serverPin', '" + ONE.text() + "')");
        }
        rig.open();
        assertThat(pins()).containsExactly(ONE);
        take(Set.of(ONE, OTHER));
        rig.restart();
        assertThat(pins()).containsExactlyInAnyOrder(ONE, OTHER);
    }
}
