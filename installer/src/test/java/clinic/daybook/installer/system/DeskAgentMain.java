package clinic.daybook.installer.system;

import clinic.daybook.codec.Json;
import clinic.daybook.customer.CustomerCommand;
import clinic.daybook.desk.DeskRuntime;
import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.BoardCard;
import clinic.daybook.desk.model.BoardSnapshot;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.event.StreamId;
import clinic.daybook.event.Uuid7;
import clinic.daybook.reservation.Channel;
import clinic.daybook.reservation.PaymentMethod;
import clinic.daybook.reservation.ReservationCommand;
import clinic.daybook.reservation.TaskOrigin;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A desk without windows, in a process of its own, told by lines on standard input what its person
 * does. Every answer is one line that begins with the command's word.
 */
public final class DeskAgentMain {

    private static final LocalDate DAY = LocalDate.of(2027, 1, 6);
    private static final StreamId PROCEDURE =
            StreamId.parse("procedure-01943000-0000-7000-8000-000000000001");

    private final DeskModel desk;
    private final StreamId staff;
    private final Random random;
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final AtomicReference<BoardSnapshot> board = new AtomicReference<>();
    private final AtomicReference<SyncStatus> sync = new AtomicReference<>();
    private final AtomicReference<List<AttentionItem>> attention = new AtomicReference<>(List.of());

    private DeskAgentMain(DeskModel desk, StreamId staff, long seed) {
        this.desk = desk;
        this.staff = staff;
        this.random = new Random(seed);
        desk.onBoard(DAY, board::set);
        desk.onSync(sync::set);
        desk.onAttention(attention::set);
    }

    /** Arguments: the data directory, the staff id of its person, a seed. */
    public static void main(String[] arguments) throws Exception {
        try (DeskModel desk = DeskRuntime.open(Path.of(arguments[0]), InstantSource.system())) {
            new DeskAgentMain(desk, StreamId.parse(arguments[1]), Long.parseLong(arguments[2]))
                    .serve();
        }
    }

    private void serve() throws Exception {
        out.println("ready ");
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ");
                switch (words[0]) {
                    case "enrol" -> {
                        desk.enrol(words[1], words[2], words[3])
                                .toCompletableFuture()
                                .get(30, TimeUnit.SECONDS);
                        out.println("enrol done");
                    }
                    case "work" -> out.println("work " + work(Integer.parseInt(words[1])));
                    case "status" -> out.println("status " + status());
                    default -> throw new IOException("unknown command");
                }
            }
        }
    }

    /** Does so many things; answers with the commit ids of those that must be found again. */
    private String work(int count) throws Exception {
        ArrayNode kept = Json.mapper().createArrayNode();
        for (int i = 0; i < count; i++) {
            List<BoardCard> cards =
                    board.get() == null ? List.of() : new ArrayList<>(board.get().cards());
            Change change =
                    cards.isEmpty() || random.nextInt(5) == 0
                            ? booking()
                            : step(cards.get(random.nextInt(cards.size())));
            if (desk.submit(staff, change).toCompletableFuture().get(30, TimeUnit.SECONDS)
                    instanceof Submitted.Shown shown) {
                shown.saved().toCompletableFuture().get(30, TimeUnit.SECONDS);
                if (mustBeFound(change)) {
                    kept.add(shown.commitId().toString());
                }
            }
        }
        return kept.toString();
    }

    /** Whether no other change can make this one superfluous. */
    private static boolean mustBeFound(Change change) {
        return change.command() instanceof ReservationCommand.Book
                || change.command() instanceof ReservationCommand.AddTreatment
                || change.command() instanceof ReservationCommand.ReceivePayment
                || change.command() instanceof CustomerCommand;
    }

    private Change booking() {
        StreamId customer = new StreamId("customer", id());
        return new Change(
                new StreamId("reservation", id()),
                new ReservationCommand.Book(
                        customer,
                        DAY.atTime(9 + random.nextInt(10), 0)
                                .atZone(ZoneId.of("Asia/Seoul"))
                                .toInstant(),
                        30,
                        null,
                        null,
                        Channel.PHONE,
                        List.of(order()),
                        false),
                null,
                null,
                customer,
                Map.of("memo", "memo " + random.nextInt()));
    }

    private Change step(BoardCard card) {
        ReservationCommand command =
                switch (random.nextInt(6)) {
                    case 0 -> new ReservationCommand.Arrive();
                    case 1 -> new ReservationCommand.CheckIn();
                    case 2 ->
                            new ReservationCommand.ReceivePayment(
                                    id(),
                                    PaymentMethod.CARD,
                                    1_000 + random.nextInt(1_000),
                                    null,
                                    null,
                                    card.balance().open());
                    case 3 ->
                            card.tasks().isEmpty()
                                    ? new ReservationCommand.Confirm()
                                    : new ReservationCommand.StartTreatment(
                                            card.tasks().getFirst().taskId(), staff, null, false);
                    default ->
                            new ReservationCommand.AddTreatment(
                                    order(),
                                    TaskOrigin.UPSELL,
                                    staff,
                                    card.tasks().stream().map(t -> t.taskId()).toList(),
                                    false);
                };
        return Change.of(card.id(), command);
    }

    private ReservationCommand.TaskOrder order() {
        return new ReservationCommand.TaskOrder(id(), PROCEDURE, "레이저 토닝", 30, 150_000);
    }

    private String status() throws Exception {
        SyncStatus now = sync.get();
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("connection", now.connection().name());
        node.put("unsent", now.unsent());
        node.put("position", now.position());
        node.put("head", now.head());
        node.put("digest", desk.digest().toCompletableFuture().get(30, TimeUnit.SECONDS));
        ArrayNode waiting = node.putArray("attention");
        attention.get().forEach(item -> waiting.add(item.commitId().toString()));
        return node.toString();
    }

    private UUID id() {
        return Uuid7.of(Instant.now(), random);
    }
}
