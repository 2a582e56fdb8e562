package clinic.daybook.desk.local;

import clinic.daybook.codec.CommandCodec;
import clinic.daybook.codec.EventCodec;
import clinic.daybook.codec.Json;
import clinic.daybook.event.Command;
import clinic.daybook.event.StreamId;
import clinic.daybook.outcome.Meant;
import clinic.daybook.outcome.Promise;
import clinic.daybook.reservation.Reservation;
import clinic.daybook.reservation.ReservationCommand.Book;
import clinic.daybook.reservation.ReservationCommand.Reschedule;
import clinic.daybook.sync.PendingCommit;
import clinic.daybook.sync.Replayed;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What other desks are told of a change: what was meant, and what was promised by it. */
final class Telling {

    /**
     * What is longer is not told: the report must reach the others, the details may be looked up.
     */
    static final int MAX_BYTES = 8 * 1024;

    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    private Telling() {}

    /** What was meant; {@code null} where it cannot be told in bounds and without personal data. */
    static @Nullable Meant meant(PendingCommit commit) {
        Command command = commit.command();
        // What was recorded before a restore may hold what is personal.
        if (command instanceof Unreadable || command instanceof Replayed) {
            return null;
        }
        ObjectNode fields = CommandCodec.encode(command);
        if (fields.toString().getBytes(StandardCharsets.UTF_8).length > MAX_BYTES
                || EventCodec.holdsPersonal("ChangeNeedsPerson", fields)) {
            return null;
        }
        try {
            return new Meant(
                    CommandCodec.schemaOf(commit.streamId().kind(), command),
                    Json.mapper().convertValue(fields, FIELDS));
        } catch (IllegalArgumentException e) {
            // A value that the shared form of commands does not have, for example an empty one.
            return null;
        }
    }

    /** The command that was told; empty when this version cannot read it. */
    static Optional<Command> command(StreamId stream, String type, @Nullable Meant meant) {
        return meant == null
                ? Optional.empty()
                : CommandCodec.decode(
                        stream.kind(),
                        type,
                        meant.schema(),
                        Json.mapper().valueToTree(meant.fields()));
    }

    /**
     * What a customer was told by it; {@code null}: nothing that could be broken.
     *
     * @param state what the change was refused on
     */
    static @Nullable Promise promise(PendingCommit commit, Object state) {
        return switch (commit.command()) {
            // A walk-in stands at the desk and hears it there.
            case Book c when !c.arrived() ->
                    new Promise(
                            c.customerId(),
                            c.startsAt(),
                            c.minutes(),
                            c.practitionerId(),
                            c.roomId());
            case Reschedule c when state instanceof Reservation r && r.customerId() != null ->
                    new Promise(
                            r.customerId(),
                            c.startsAt(),
                            c.minutes(),
                            c.practitionerId() == null
                                    ? c.seen().practitionerId()
                                    : c.practitionerId(),
                            c.roomId() == null ? c.seen().roomId() : c.roomId());
            default -> null;
        };
    }
}
