package clinic.daybook.desk.sync;

import clinic.daybook.desk.local.Enrolled;
import clinic.daybook.desk.local.SyncSide;
import clinic.daybook.desk.model.EnrolmentFailed;
import clinic.daybook.protocol.Enrolment;
import clinic.daybook.protocol.EnrolmentCode;
import clinic.daybook.protocol.KeyPin;
import clinic.daybook.protocol.PinnedKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Makes a desk known to a server and keeps what it is known by. */
final class Enrolling {

    private final SyncSide desk;
    private final ServerClient server;
    private final Runnable begun;

    /** {@code begun} runs on the engine's thread once an enrolment is kept. */
    Enrolling(SyncSide desk, ServerClient server, Runnable begun) {
        this.desk = desk;
        this.server = server;
        this.begun = begun;
    }

    /**
     * Makes the desk known to a server, then begins to sync with it. Of several that share a store
     * the first that can be reached is asked. Called on any thread.
     */
    CompletionStage<Void> enrol(String serverUrls, String code, String name) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        List<String> addresses = new ArrayList<>();
        for (String url : serverUrls.split(",", -1)) {
            String address = ServerClient.address(url);
            if (address == null) {
                done.completeExceptionally(
                        new EnrolmentFailed(
                                EnrolmentFailed.Why.NOT_A_SERVER, "not the address of a server"));
                return done;
            }
            addresses.add(address);
        }
        EnrolmentCode given = EnrolmentCode.read(code);
        if (given == null) {
            done.completeExceptionally(
                    new EnrolmentFailed(EnrolmentFailed.Why.CODE_INVALID, "not a code"));
            return done;
        }
        if (!given.pins().isEmpty() && !addresses.stream().allMatch(a -> a.startsWith("https:"))) {
            done.completeExceptionally(
                    new EnrolmentFailed(
                            EnrolmentFailed.Why.WANTS_HTTPS, "the code is for an encrypted line"));
            return done;
        }
        ask(
                addresses,
                0,
                given.pins(),
                new Enrolment.Request(given.code(), name.strip(), desk.ownId()),
                done);
        return done;
    }

    private void ask(
            List<String> addresses,
            int index,
            List<KeyPin> pins,
            Enrolment.Request request,
            CompletableFuture<Void> done) {
        PinnedKeys keys = ServerClient.keys(pins);
        server.enrol(
                addresses.get(index),
                keys,
                request,
                answer -> {
                    Set<KeyPin> told = TrustedPins.told(keys, answer.pins());
                    keep(
                            new Enrolled(
                                    String.join(",", addresses),
                                    answer.token(),
                                    answer.storeId(),
                                    told.isEmpty() ? Set.copyOf(pins) : told),
                            request.name(),
                            answer,
                            done);
                },
                failure -> {
                    if (failure.outOfReach() && index + 1 < addresses.size()) {
                        ask(addresses, index + 1, pins, request, done);
                    } else {
                        done.completeExceptionally(enrolmentFailed(failure));
                    }
                });
    }

    private void keep(
            Enrolled now, String name, Enrolment.Response answer, CompletableFuture<Void> done) {
        desk.enrolled(now, answer.deskId(), answer.clinicId(), name)
                .whenComplete((kept, failure) -> {
                    if (failure != null) {
                        done.completeExceptionally(
                                new EnrolmentFailed(
                                        EnrolmentFailed.Why.NOT_SAVED,
                                        "the enrolment could not be saved",
                                        failure));
                    } else {
                        desk.execute(() -> {
                            desk.writeLevel(answer.writeLevel() == null ? 1 : answer.writeLevel());
                            begun.run();
                        });
                        done.complete(null);
                    }
                });
    }

    private static EnrolmentFailed enrolmentFailed(ServerFailure failure) {
        EnrolmentFailed.Why why =
                switch (failure.status()) {
                    case 0 -> unanswered(failure);
                    case 403 -> EnrolmentFailed.Why.CODE_INVALID;
                    case 429 -> EnrolmentFailed.Why.TOO_MANY_ATTEMPTS;
                    case 503 -> EnrolmentFailed.Why.UNREACHABLE;
                    default -> EnrolmentFailed.Why.NOT_A_SERVER;
                };
        return new EnrolmentFailed(
                why, "the server answered " + failure.status() + " " + failure.code());
    }

    private static EnrolmentFailed.Why unanswered(ServerFailure failure) {
        return switch (failure.code()) {
            case ServerFailure.OTHER_KEY -> EnrolmentFailed.Why.OTHER_KEY;
            case ServerFailure.NOT_VOUCHED_FOR -> EnrolmentFailed.Why.NOT_VOUCHED_FOR;
            default -> EnrolmentFailed.Why.UNREACHABLE;
        };
    }
}
