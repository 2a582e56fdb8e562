package clinic.daybook.installer.demo;

import clinic.daybook.codec.Json;
import clinic.daybook.desk.model.AuditEntry;
import clinic.daybook.desk.model.AuditValue;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.event.StreamId;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code timeline.json}: what was played, who did what when and why, and where the desks
 * stand.
 */
final class DemoTimeline {

    private DemoTimeline() {}

    static void write(Path file, DemoStage stage, List<StreamId> reservations) throws IOException {
        ObjectNode root = Json.mapper().createObjectNode();
        ArrayNode visits = root.putArray("reservations");
        ArrayNode audit = root.putArray("audit");
        for (StreamId reservation : reservations) {
            ReservationDetail detail = stage.deskA().detail(reservation);
            visits.add(visit(detail));
            for (AuditEntry entry : detail.audit().reversed()) {
                audit.add(entry(entry));
            }
        }
        ArrayNode desks = root.putArray("desks");
        for (DemoDesk desk : stage.desks()) {
            SyncStatus sync = desk.awaitSync("status", any -> true);
            ObjectNode node = desks.addObject();
            node.put("deskId", desk.model().deskId().toString());
            node.put("position", sync.position());
            node.put("pending", sync.unsent());
            node.put("digest", DemoDesk.get(desk.model().digest(), "the digest"));
        }
        Files.writeString(
                file, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(root));
    }

    private static ObjectNode visit(ReservationDetail detail) {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("reservationId", detail.card().id().toString());
        node.put("status", Json.wireName(detail.card().status()));
        node.put("startsAt", detail.card().startsAt().toString());
        node.put("minutes", detail.card().minutes());
        node.put("open", detail.card().balance().open());
        node.put("version", detail.card().version());
        node.set("times", Json.mapper().valueToTree(detail.times()));
        return node;
    }

    private static ObjectNode entry(AuditEntry entry) {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("reservationId", entry.streamId().toString());
        node.put("at", entry.happenedAt().toString());
        node.put("who", entry.staffName());
        node.put("desk", entry.deskName());
        node.put("what", entry.type());
        ObjectNode before = node.putObject("before");
        ObjectNode after = node.putObject("after");
        for (AuditEntry.FieldChange change : entry.changes()) {
            before.put(change.field(), text(change.before()));
            after.put(change.field(), text(change.after()));
        }
        node.put("why", entry.reason().isEmpty() ? entry.reasonCode() : entry.reason());
        return node;
    }

    private static @Nullable String text(@Nullable AuditValue value) {
        return switch (value) {
            case null -> null;
            case AuditValue.Text(String text) -> text;
            case AuditValue.Word(String key) -> key;
            case AuditValue.Money(long amount) -> Long.toString(amount);
            case AuditValue.Minutes(long minutes) -> Long.toString(minutes);
            case AuditValue.Number(long number) -> Long.toString(number);
            case AuditValue.At(var instant) -> instant.toString();
            case AuditValue.Reference(var id, String name) -> name.isEmpty() ? id.toString() : name;
        };
    }
}
