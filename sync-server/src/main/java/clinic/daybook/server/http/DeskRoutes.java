package clinic.daybook.server.http;

import clinic.daybook.codec.Json;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.Enrolment;
import clinic.daybook.protocol.EnrolmentCode;
import clinic.daybook.protocol.Problem;
import clinic.daybook.protocol.StaffVerifier;
import clinic.daybook.server.access.Enrolments;
import clinic.daybook.server.access.Enrolments.Enrolled;
import clinic.daybook.server.access.StaffSessions;
import clinic.daybook.server.commit.Ids;
import clinic.daybook.server.live.DeskRegistry;
import clinic.daybook.server.store.AccessStore;
import clinic.daybook.server.store.EventStore;
import clinic.daybook.server.store.Utf8;
import clinic.daybook.server.tls.ServerPins;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Enrolling desks, their tokens, staff sessions and the verifiers that desks check PINs by. */
final class DeskRoutes {

    private static final int MAX_NAME = 80;
    private static final int MAX_PIN = 200;

    private final EventStore store;
    private final AccessStore access;
    private final Enrolments enrolments;
    private final StaffSessions sessions;
    private final DeskRegistry desks;
    private final ServerPins pins;

    DeskRoutes(
            EventStore store,
            AccessStore access,
            Enrolments enrolments,
            StaffSessions sessions,
            DeskRegistry desks,
            ServerPins pins) {
        this.store = store;
        this.access = access;
        this.enrolments = enrolments;
        this.sessions = sessions;
        this.desks = desks;
        this.pins = pins;
    }

    void register(JavalinDefaultRoutingApi routes, DeskAuth auth) {
        routes.post("/v1/desks", changing(auth, this::enrol));
        routes.post("/v1/desks/token", auth.enrolled(changing(auth, this::replaceToken)));
        routes.post("/v1/sessions", auth.enrolled(this::openSession));
        routes.get("/v1/staff/verifiers", auth.enrolled(this::verifiers));
    }

    private static Handler changing(DeskAuth auth, Handler tokens) {
        return ctx -> {
            tokens.handle(ctx);
            auth.tokensChanged();
        };
    }

    private void enrol(Context ctx) throws IOException {
        ObjectNode body = Bodies.object(ctx);
        String code = secret(body, "code", EnrolmentCode.MOST_CHARACTERS);
        String name = name(body);
        StreamId deskId = deskId(body);
        switch (enrolments.enrol(ctx.ip(), code, name, deskId)) {
            case Enrolled enrolled -> {
                desks.enrolled(enrolled.desk());
                answer(ctx, enrolled.desk().deskId(), enrolled.token());
            }
            case Enrolments.CodeInvalid _ ->
                    throw HttpProblem.of(
                            403,
                            Problem.Codes.ENROLMENT_CODE_INVALID,
                            "this code is wrong, used or older than a day; ask for a new one");
            case Enrolments.TooMany tooMany ->
                    throw HttpProblem.later(
                            429,
                            Problem.Codes.TOO_MANY_ATTEMPTS,
                            "too many wrong codes from this address; wait",
                            tooMany.retryAfter());
        }
    }

    private void replaceToken(Context ctx) throws IOException {
        StreamId deskId = DeskAuth.desk(ctx);
        String token =
                enrolments
                        .replaceToken(deskId, ownToken(ctx))
                        .orElseThrow(() ->
                                HttpProblem.malformed(
                                        "a token is 32 random bytes that were never used, in"
                                                + " base64url without padding"));
        answer(ctx, deskId, token);
    }

    /** The one that the desk made itself; {@code null}: it wants one made here. */
    private static @Nullable String ownToken(Context ctx) throws IOException {
        byte[] body = Bodies.shortOne(ctx);
        return body.length == 0 ? null : Bodies.optionalText(Bodies.object(body), "token");
    }

    private void answer(Context ctx, StreamId deskId, String token) {
        ctx.status(201);
        json(
                ctx,
                new Enrolment.Response(
                        deskId,
                        token,
                        store.storeId(),
                        store.identity().clinicId().toString(),
                        store.writeLevel(),
                        pins.texts()));
    }

    private void openSession(Context ctx) throws IOException {
        ObjectNode body = Bodies.object(ctx);
        StreamId staffId = Ids.streamId(Bodies.text(body, "staffId"));
        if (staffId == null || !staffId.is("staff")) {
            throw HttpProblem.malformed("staffId is the id of a member of staff");
        }
        String pin = secret(body, "pin", MAX_PIN);
        switch (sessions.open(DeskAuth.desk(ctx), staffId, pin)) {
            case StaffSessions.Open open -> {
                ctx.status(201);
                json(ctx, open.opened());
            }
            case StaffSessions.Wrong _ ->
                    throw HttpProblem.of(
                            403, Problem.Codes.PIN_WRONG, "this is not the member's PIN");
            case StaffSessions.Locked locked ->
                    throw HttpProblem.later(
                            429,
                            Problem.Codes.TOO_MANY_ATTEMPTS,
                            "too many wrong PINs; wait",
                            locked.retryAfter());
        }
    }

    private void verifiers(Context ctx) throws IOException {
        List<String> lines =
                access.verifiers().stream().map((StaffVerifier v) -> write(v)).toList();
        Ndjson.lines(ctx, lines);
    }

    private static String secret(ObjectNode body, String field, int most) {
        String text = Bodies.text(body, field);
        if (text.length() > most) {
            throw HttpProblem.malformed("too long: " + field);
        }
        return text;
    }

    private static @Nullable String name(ObjectNode body) {
        String name = Bodies.optionalText(body, "name");
        if (name == null || name.isBlank()) {
            return null;
        }
        String trimmed = name.trim();
        if (trimmed.length() > MAX_NAME
                || trimmed.chars().anyMatch(Character::isISOControl)
                || !Utf8.wellFormed(trimmed)) {
            throw HttpProblem.malformed("name is 1 to " + MAX_NAME + " printable characters");
        }
        return trimmed;
    }

    private static @Nullable StreamId deskId(ObjectNode body) {
        String text = Bodies.optionalText(body, "deskId");
        if (text == null) {
            return null;
        }
        StreamId deskId = Ids.streamId(text);
        if (deskId == null || !deskId.is("desk")) {
            throw HttpProblem.malformed("deskId is the id of a desk");
        }
        return deskId;
    }

    private static void json(Context ctx, Object value) {
        ctx.contentType("application/json");
        ctx.result(write(value));
    }

    private static String write(Object value) {
        try {
            return Json.mapper().writeValueAsString(value);
        } catch (JacksonException e) {
            throw new IllegalStateException("an answer is JSON", e);
        }
    }
}
