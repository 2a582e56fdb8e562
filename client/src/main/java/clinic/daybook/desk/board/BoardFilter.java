package clinic.daybook.desk.board;

import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.event.StreamId;
import clinic.daybook.procedure.ProcedureKind;
import clinic.daybook.reservation.ReservationStatus;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which cards are shown; {@code null} everywhere shows all.
 *
 * @param practitionerId of this practitioner
 * @param roomId in this room
 * @param kind with at least one treatment of this kind
 * @param status in this status; only the list filters by it
 */
record BoardFilter(
        @Nullable StreamId practitionerId,
        @Nullable StreamId roomId,
        @Nullable ProcedureKind kind,
        @Nullable ReservationStatus status) {

    static final BoardFilter ALL = new BoardFilter(null, null, null, null);

    BoardFilter withPractitioner(@Nullable StreamId id) {
        return new BoardFilter(id, roomId, kind, status);
    }

    BoardFilter withRoom(@Nullable StreamId id) {
        return new BoardFilter(practitionerId, id, kind, status);
    }

    BoardFilter withKind(@Nullable ProcedureKind newKind) {
        return new BoardFilter(practitionerId, roomId, newKind, status);
    }

    BoardFilter withStatus(@Nullable ReservationStatus newStatus) {
        return new BoardFilter(practitionerId, roomId, kind, newStatus);
    }

    /** Whether practitioner, room and kind let the card through; the status is not asked here. */
    boolean admits(BoardCard card, Reference reference) {
        return (practitionerId == null || practitionerId.equals(card.practitionerId()))
                && (roomId == null || roomId.equals(card.roomId()))
                && (kind == null || hasKind(card, reference, kind));
    }

    private static boolean hasKind(BoardCard card, Reference reference, ProcedureKind kind) {
        Set<StreamId> ofKind = new HashSet<>();
        for (Reference.ProcedureItem procedure : reference.procedures()) {
            if (procedure.kind() == kind) {
                ofKind.add(procedure.id());
            }
        }
        return card.tasks().stream().anyMatch(task -> ofKind.contains(task.procedureId()));
    }
}
