package clinic.daybook.server.commit;

import clinic.daybook.codec.EventCodec;
import clinic.daybook.codec.EventCodec.Decoded;
import clinic.daybook.codec.RecordReader;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.Commit;
import clinic.daybook.protocol.CommitEvent;
import clinic.daybook.protocol.CommitResult.Codes;
import clinic.daybook.protocol.CommitResult.Rejected;
import clinic.daybook.protocol.Protocol;
import clinic.daybook.server.commit.Submitted.SubmittedEvent;
import clinic.daybook.server.store.CommitContent;
import clinic.daybook.server.store.ContentHash;
import clinic.daybook.server.store.Utf8;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads a submitted commit and checks its form: everything that needs neither state nor store. */
final class CommitReader {

    private static final Set<String> OUTCOMES = Set.of("unchanged", "adjusted");
    private static final int MAX_STORE_ID = 64;
    private static final int MAX_VERIFIER = 500;

    private CommitReader() {}

    /** Never fails: what is wrong stands in the answer's form. */
    static Submitted read(JsonNode json) {
        Set<UUID> eventIds = new LinkedHashSet<>();
        for (JsonNode event : json.path("events")) {
            UUID id = uuid(event.path("eventId"));
            if (id != null) {
                eventIds.add(id);
            }
        }
        ContentHash content = CommitContent.of(json.path("streamId"), json.path("events"));
        Submitted.Form form;
        try {
            form = form(json, content);
        } catch (MalformedCommit malformed) {
            form = new Submitted.Bad(malformed.why());
        }
        return new Submitted(
                uuid(json.path("commitId")),
                streamId(json.path("streamId")),
                content,
                eventIds,
                form);
    }

    private static Submitted.Form form(JsonNode json, @Nullable ContentHash content)
            throws MalformedCommit {
        if (!json.isObject()) {
            throw new MalformedCommit("a commit is an object");
        }
        if (!(json.get("events") instanceof ArrayNode events) || events.isEmpty()) {
            throw new MalformedCommit("a commit has at least one event");
        }
        if (events.size() > Protocol.MAX_EVENTS_PER_COMMIT) {
            throw new MalformedCommit(
                    Codes.COMMIT_TOO_LARGE,
                    "a commit has at most " + Protocol.MAX_EVENTS_PER_COMMIT + " events");
        }
        List<String> compact = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            compact.add(checkedData(events.get(i), i));
        }
        Commit commit = commit(json);
        checkNumbers(commit);
        checkReplay(commit);
        List<SubmittedEvent> submitted = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            CommitEvent envelope = commit.events().get(i);
            // Not the envelope's own: there numbers have lost what they need not say.
            ObjectNode data = (ObjectNode) events.get(i).get("data");
            Decoded decoded = decoded(commit, envelope, data, i);
            submitted.add(new SubmittedEvent(envelope, data, compact.get(i), decoded));
        }
        if (content == null) {
            throw new MalformedCommit("a number is too large for JSON's canonical form");
        }
        return new Submitted.Good(commit, content, submitted);
    }

    private static Commit commit(JsonNode json) throws MalformedCommit {
        Commit plain = PlainCommit.read(json);
        if (plain != null) {
            return plain;
        }
        RecordReader.Result<Commit> read = RecordReader.read(json, Commit.class);
        Commit commit = read.value();
        if (commit == null) {
            throw new MalformedCommit(read.problem());
        }
        return commit;
    }

    /**
     * Checks what the typed records cannot tell any more: sizes, texts that are none, broken
     * Unicode. Returns the event's data in its compact form.
     */
    private static String checkedData(JsonNode event, int index) throws MalformedCommit {
        String where = "event " + (index + 1) + ": ";
        JsonNode data = event.path("data");
        if (!data.isObject()) {
            throw new MalformedCommit(where + "data is not an object");
        }
        JsonNode personal = event.path("personal");
        String compact = JsonTexts.compact(data);
        long bytes = Utf8.length(compact);
        if (!personal.isMissingNode() && !personal.isNull()) {
            if (!personal.isObject()) {
                throw new MalformedCommit(where + "personal is not an object");
            }
            for (JsonNode field : personal) {
                if (!field.isTextual()) {
                    throw new MalformedCommit(where + "personal fields are texts");
                }
            }
            bytes += Utf8.length(JsonTexts.compact(personal));
        }
        if (bytes > Protocol.MAX_EVENT_BYTES) {
            throw new MalformedCommit(
                    Codes.EVENT_TOO_LARGE,
                    where + "data and personal exceed " + Protocol.MAX_EVENT_BYTES + " bytes");
        }
        if (!JsonTexts.wellFormed(event)) {
            throw new MalformedCommit(where + "a text is not valid Unicode");
        }
        return compact;
    }

    private static void checkNumbers(Commit commit) throws MalformedCommit {
        Long basis = commit.basis();
        Long basisPosition = commit.basisPosition();
        if (commit.expectedVersion() < 0
                || (basis != null && basis < 0)
                || (basisPosition != null && basisPosition < 0)) {
            throw new MalformedCommit("versions and positions are not negative");
        }
        String outcome = commit.outcome();
        if (outcome != null && !OUTCOMES.contains(outcome)) {
            throw new MalformedCommit("outcome is unchanged or adjusted");
        }
    }

    private static void checkReplay(Commit commit) throws MalformedCommit {
        Commit.Replay replay = commit.replay();
        if (replay == null) {
            return;
        }
        if (replay.storeId().isEmpty() || replay.storeId().length() > MAX_STORE_ID) {
            throw new MalformedCommit("replay names the store that had recorded the commit");
        }
        if (!replay.deskId().is("desk")) {
            throw new MalformedCommit("replay names the desk that had sent the commit");
        }
        if (replay.version() < 1) {
            throw new MalformedCommit("versions begin with 1");
        }
        String verifier = replay.verifier();
        if (verifier != null
                && (!commit.streamId().is("staff")
                        || verifier.length() > MAX_VERIFIER
                        || !verifier.startsWith("$argon2id$")
                        || verifier.chars().anyMatch(c -> c <= ' ' || c > '~')
                        || commit.events().stream()
                                .noneMatch(e -> e.type().equals("StaffPinChanged")))) {
            throw new MalformedCommit("a verifier goes with a changed PIN");
        }
    }

    private static Decoded decoded(Commit commit, CommitEvent envelope, ObjectNode data, int index)
            throws MalformedCommit {
        StreamId streamId = commit.streamId();
        String problem = EnvelopeCheck.problem(envelope, commit.replay() != null);
        if (problem == null) {
            String kind = EventCodec.kindOf(envelope.type());
            if (kind != null && !streamId.is(kind)) {
                problem = "this type does not stand in a stream of this kind";
            }
        }
        Decoded decoded = EventCodec.decode(envelope.type(), envelope.schema(), data);
        if (problem == null && decoded instanceof Decoded.Malformed malformed) {
            problem = malformed.message();
        }
        if (problem != null) {
            throw new MalformedCommit("event " + (index + 1) + ": " + problem);
        }
        return decoded;
    }

    private static @Nullable UUID uuid(JsonNode node) {
        return node.isTextual() ? Ids.uuid(Objects.requireNonNull(node.textValue())) : null;
    }

    private static @Nullable StreamId streamId(JsonNode node) {
        return node.isTextual() ? Ids.streamId(Objects.requireNonNull(node.textValue())) : null;
    }

    /** Leaves the reading of one commit; never leaves this class. */
    private static final class MalformedCommit extends Exception {
        private static final long serialVersionUID = 1L;
        private final String code;
        private final String reason;

        MalformedCommit(String reason) {
            this(Codes.MALFORMED_EVENT, reason);
        }

        MalformedCommit(String code, String reason) {
            super(reason, null, false, false);
            this.code = code;
            this.reason = reason;
        }

        Rejected why() {
            return new Rejected(code, reason, false);
        }
    }
}
