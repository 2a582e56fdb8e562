package clinic.daybook.desk.sync;

import clinic.daybook.desk.local.Enrolled;
import clinic.daybook.desk.local.Outgoing;
import clinic.daybook.desk.local.SyncSide;
import clinic.daybook.protocol.CommitRequest;
import clinic.daybook.protocol.CommitResponse;
import clinic.daybook.sync.SyncInput;
import clinic.daybook.sync.SyncInput.Failure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/** Sends pending commits in one request and says what came of it. */
final class Pushes {

    private final SyncSide desk;
    private final ServerClient server;
    private final DoubleSupplier jitter;

    Pushes(SyncSide desk, ServerClient server, DoubleSupplier jitter) {
        this.desk = desk;
        this.server = server;
        this.jitter = jitter;
    }

    /** Called on the engine's thread; {@code then} is called once, on any thread. */
    void push(Enrolled to, List<UUID> ids, Consumer<SyncInput> then) {
        List<Outgoing> commits = desk.send(ids);
        Set<UUID> sent = new HashSet<>();
        commits.forEach(c -> sent.add(c.commitId()));
        List<UUID> gone = ids.stream().filter(id -> !sent.contains(id)).toList();
        if (commits.isEmpty()) {
            then.accept(new SyncInput.PushAnswered(List.of(), gone, jitter.getAsDouble()));
            return;
        }
        server.push(
                to,
                () ->
                        new CommitRequest(
                                to.storeId(), commits.stream().map(Outgoing::wire).toList()),
                response -> then.accept(answered(commits, response, gone)),
                failure ->
                        then.accept(
                                new SyncInput.PushFailed(
                                        failure.failure(),
                                        failure.code(),
                                        failure.retryAfter(),
                                        jitter.getAsDouble())));
    }

    private SyncInput answered(List<Outgoing> commits, CommitResponse response, List<UUID> gone) {
        if (response.results().size() != commits.size()) {
            return new SyncInput.PushFailed(Failure.UNREACHABLE, "", null, jitter.getAsDouble());
        }
        List<SyncInput.Answer> answers = new ArrayList<>();
        for (int i = 0; i < commits.size(); i++) {
            answers.add(new SyncInput.Answer(commits.get(i).commitId(), response.results().get(i)));
        }
        return new SyncInput.PushAnswered(answers, gone, jitter.getAsDouble());
    }
}
