package clinic.daybook.simulation;

import clinic.daybook.codec.Json;
import clinic.daybook.desk.sync.MachineStep;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.Reservation;
import clinic.daybook.simulation.Message.Answered;
import clinic.daybook.simulation.Message.Asked;
import clinic.daybook.sync.PushOutcome;
import clinic.daybook.sync.SyncEffect;
import clinic.daybook.sync.SyncMachine;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Bugs planted on the line between desks and server, and around a desk's machine. */
final class WrongAnswers {

    private WrongAnswers() {}

    /** What happens to a push on its way there and back. */
    private interface Push {
        default void asked(ObjectNode request) {}

        default @Nullable Answered answered(
                Asked asked,
                Answered answer,
                Server server,
                Function<Asked, @Nullable Answered> arrive) {
            return answer;
        }
    }

    private static Bug push(Push push) {
        return new Bug() {
            @Override
            public @Nullable Answered exchange(
                    Asked asked, Server server, Function<Asked, @Nullable Answered> arrive) {
                if (!asked.path().equals("/v1/commits")) {
                    return arrive.apply(asked);
                }
                ObjectNode request = json(asked.body());
                push.asked(request);
                Asked sent = asked.withBody(bytes(request));
                Answered answer = arrive.apply(sent);
                return answer == null || answer.status() != 200
                        ? answer
                        : push.answered(sent, answer, server, arrive);
            }
        };
    }

    private static Answered changed(Answered answer, Consumer<ArrayNode> results) {
        ObjectNode body = json(answer.body());
        results.accept((ArrayNode) body.get("results"));
        return answer.withBody(bytes(body));
    }

    private static ObjectNode json(byte[] bytes) {
        try {
            return (ObjectNode) Json.mapper().readTree(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("what goes over the line is JSON", e);
        }
    }

    private static byte[] bytes(JsonNode json) {
        try {
            return Json.mapper().writeValueAsBytes(json);
        } catch (IOException e) {
            throw new IllegalStateException("what goes over the line is JSON", e);
        }
    }

    static Bug conflictDropped() {
        return push(
                new Push() {
                    @Override
                    public Answered answered(
                            Asked asked,
                            Answered answer,
                            Server server,
                            Function<Asked, @Nullable Answered> arrive) {
                        return changed(
                                answer,
                                results -> {
                                    for (int i = 0; i < results.size(); i++) {
                                        JsonNode result = results.get(i);
                                        if (result.path("status").asText().equals("conflict")) {
                                            ObjectNode taken = results.objectNode();
                                            taken.put("status", "accepted");
                                            taken.set("version", result.get("currentVersion"));
                                            taken.putArray("positions").add(1);
                                            results.set(i, taken);
                                        }
                                    }
                                });
                    }
                });
    }

    static Bug newIdOnRetry() {
        Set<String> sent = new HashSet<>();
        long[] fresh = new long[1];
        return push(
                new Push() {
                    @Override
                    public void asked(ObjectNode request) {
                        for (JsonNode commit : request.withArray("commits")) {
                            if (!sent.add(commit.path("commitId").asText())) {
                                ((ObjectNode) commit)
                                        .put(
                                                "commitId",
                                                new UUID(0x8000_0000_0000_7000L, ++fresh[0])
                                                        .toString());
                                for (JsonNode event : commit.withArray("events")) {
                                    ((ObjectNode) event)
                                            .put(
                                                    "eventId",
                                                    new UUID(0x8000_0000_0000_7000L, ++fresh[0])
                                                            .toString());
                                }
                            }
                        }
                    }
                });
    }

    static Bug answersMixedUp() {
        return push(
                new Push() {
                    @Override
                    public Answered answered(
                            Asked asked,
                            Answered answer,
                            Server server,
                            Function<Asked, @Nullable Answered> arrive) {
                        return changed(
                                answer,
                                results -> {
                                    List<JsonNode> all = new ArrayList<>();
                                    results.forEach(all::add);
                                    results.removeAll();
                                    all.reversed().forEach(results::add);
                                });
                    }
                });
    }

    /**
     * Where a room or a practitioner was changed meanwhile, the push just replaces what is there.
     */
    static Bug unseenOverwrite() {
        return push(
                new Push() {
                    @Override
                    public @Nullable Answered answered(
                            Asked asked,
                            Answered answer,
                            Server server,
                            Function<Asked, @Nullable Answered> arrive) {
                        ObjectNode request = json(asked.body());
                        ArrayNode commits = request.withArray("commits");
                        JsonNode results = json(answer.body()).get("results");
                        boolean again = false;
                        for (int i = 0; i < commits.size(); i++) {
                            JsonNode result = results.get(i);
                            if (result.path("status").asText().equals("conflict")) {
                                again |= overwrite((ObjectNode) commits.get(i), result, server);
                            }
                        }
                        return again ? arrive.apply(asked.withBody(bytes(request))) : answer;
                    }
                });
    }

    private static boolean overwrite(ObjectNode commit, JsonNode conflict, Server server) {
        ObjectNode event = (ObjectNode) commit.withArray("events").get(0);
        String type = event.path("type").asText();
        Reservation now =
                server.core()
                        .context()
                        .states()
                        .stateOf(
                                StreamId.parse(commit.path("streamId").asText()), Reservation.class)
                        .orElse(null);
        if (now == null || !type.equals("RoomAssigned") && !type.equals("MemoChanged")) {
            return false;
        }
        ObjectNode data = (ObjectNode) event.get("data");
        if (type.equals("RoomAssigned")) {
            data.put("previous", now.roomId() == null ? null : now.roomId().toString());
        } else {
            data.put("replaces", String.valueOf(now.memoEventId()));
        }
        commit.set("expectedVersion", conflict.get("currentVersion"));
        return true;
    }

    static Bug liveMessageLost() {
        int[] times = new int[1];
        return new Bug() {
            @Override
            public List<String> live(String message) {
                boolean lost = message.startsWith("{\"type\":\"events\"") && ++times[0] % 25 == 0;
                return lost ? List.of() : List.of(message);
            }
        };
    }

    static Bug unknownIsRefused() {
        return new Bug() {
            @Override
            public MachineStep machine() {
                return (state, input, now) -> {
                    SyncMachine.Step step = SyncMachine.step(state, input, now);
                    return new SyncMachine.Step(
                            step.state(),
                            step.effects().stream().map(WrongAnswers::asRefused).toList());
                };
            }
        };
    }

    private static SyncEffect asRefused(SyncEffect effect) {
        if (!(effect instanceof SyncEffect.ApplyOutcomes apply)) {
            return effect;
        }
        List<PushOutcome> outcomes = new ArrayList<>();
        for (PushOutcome outcome : apply.outcomes()) {
            outcomes.add(
                    outcome instanceof PushOutcome.Unknown unknown
                            ? new PushOutcome.Refused(unknown.commitId(), Refusal.of("timeout"))
                            : outcome);
        }
        return new SyncEffect.ApplyOutcomes(outcomes);
    }
}
