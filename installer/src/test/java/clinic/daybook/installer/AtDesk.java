package clinic.daybook.installer;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.event.StreamId;
import clinic.daybook.event.Uuid7;
import clinic.daybook.reservation.Channel;
import clinic.daybook.reservation.ReservationCommand;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;

/** What somebody at a desk does, until it is kept there. */
final class AtDesk {

    private static final Random RANDOM = new Random();

    private AtDesk() {}

    static UUID id() {
        return Uuid7.of(Instant.now(), RANDOM);
    }

    static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }

    /** Does it; fails when it was refused. */
    static Submitted.Shown submit(DeskModel desk, StreamId staff, Change change) {
        return kept(desk.submit(staff, change));
    }

    /** Waits until it is kept; fails when it was refused. */
    static Submitted.Shown kept(CompletionStage<Submitted> submitted) {
        Submitted.Shown shown =
                assertThat(join(submitted))
                        .asInstanceOf(InstanceOfAssertFactories.type(Submitted.Shown.class))
                        .actual();
        join(shown.saved());
        return shown;
    }

    /** A booking by telephone, of half an hour, with nobody and nothing special. */
    static ReservationCommand.Book booking(StreamId customer, Instant startsAt) {
        return new ReservationCommand.Book(
                customer, startsAt, 30, null, null, Channel.PHONE, List.of(), false);
    }

    /** The same for a customer of whom nothing else is known. */
    static ReservationCommand.Book booking() {
        return booking(new StreamId("customer", id()), Instant.parse("2026-02-01T01:00:00Z"));
    }
}
