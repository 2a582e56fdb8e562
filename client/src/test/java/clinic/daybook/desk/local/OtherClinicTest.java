package clinic.daybook.desk.local;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationCommand.Arrive;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A desk that is enrolled at another clinic's server. */
class OtherClinicTest {

    @TempDir Path directory;

    @Test
    void nothingIsDecidedOnWhatIsDroppedAndWhatWasPendingStays() {
        try (Rig rig = Rig.seeded(directory, 1)) {
            enrol(rig);
            StreamId visit = rig.id("reservation");
            rig.confirm(visit, rig.book());
            UUID pending = rig.save(visit, new Arrive());

            CompletableFuture<CompletableFuture<Submitted>> quick = new CompletableFuture<>();
            CompletableFuture<Void> enrolled =
                    rig.onEngine(() -> {
                        // Both wait behind this task, so that nothing comes in between.
                        CompletableFuture<Void> done = enrolling(rig);
                        quick.complete(
                                rig.desk
                                        .submit(
                                                Rig.STAFF,
                                                Change.of(rig.id("reservation"), rig.book()))
                                        .toCompletableFuture());
                        return done;
                    });
            Rig.join(enrolled);

            assertThat(Rig.join(Rig.join(quick))).isInstanceOf(Submitted.Refused.class);
            assertThat(rig.unsent()).containsExactly(pending);
            String digest = rig.digest();
            Rig.join(rig.desk.rebuild().toCompletableFuture());
            assertThat(rig.digest()).isEqualTo(digest);
        }
    }

    private static void enrol(Rig rig) {
        Rig.join(enrolling(rig));
    }

    /** At a server of a clinic of its own. */
    private static CompletableFuture<Void> enrolling(Rig rig) {
        Enrolled server = new Enrolled("http://127.0.0.1:9", "token", rig.uuid().toString());
        return rig.desk
                .sync()
                .enrolled(server, rig.id("desk"), rig.uuid().toString(), "접수 1")
                .toCompletableFuture();
    }
}
