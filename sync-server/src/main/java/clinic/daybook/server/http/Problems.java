package clinic.daybook.server.http;

import clinic.daybook.codec.Json;
import clinic.daybook.protocol.Problem;
import clinic.daybook.server.store.OverloadedException;
import clinic.daybook.server.store.StorageException;
import com.fasterxml.jackson.core.JacksonException;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.router.JavalinDefaultRoutingApi;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever goes wrong in a request into a problem document (RFC 9457). */
final class Problems {

    static final String CONTENT_TYPE = "application/problem+json";

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    private Problems() {}

    static void register(JavalinDefaultRoutingApi routes) {
        routes.exception(
                IOException.class,
                // The other end went away, or stopped in the middle. What came is never taken for
                // all of it.
                (e, ctx) -> {
                    LOG.debug("a client of {} is gone", route(ctx), e);
                    write(
                            ctx.res(),
                            ctx::result,
                            HttpProblem.of(
                                    408,
                                    Problem.Codes.REQUEST_TIMEOUT,
                                    "the request broke off; send it again"));
                });
        // Javalin answers its own exceptions in plain text unless told otherwise.
        routes.exception(
                HttpResponseException.class,
                (e, ctx) -> write(ctx.res(), ctx::result, of(e, route(ctx))));
        routes.exception(
                Exception.class, (e, ctx) -> write(ctx.res(), ctx::result, of(e, route(ctx))));
    }

    /** What to answer after an exception; logs what is not the request's own fault. */
    static HttpProblem of(Exception e, String route) {
        return switch (e) {
            case HttpProblem problem -> problem;
            case OverloadedException _ ->
                    HttpProblem.later(
                            503,
                            Problem.Codes.OVERLOADED,
                            "the server has too much to do; try again",
                            Duration.ofSeconds(1));
            case StorageException _ -> {
                LOG.error("HT-0001 the store failed {}", route, e);
                yield HttpProblem.later(
                        503,
                        Problem.Codes.STORAGE_FAILED,
                        "the store failed; send the same request again",
                        Duration.ofSeconds(5));
            }
            case HttpResponseException known ->
                    HttpProblem.of(
                            known.getStatus(), code(known.getStatus()), reason(known.getStatus()));
            default -> {
                String code = "HT-" + String.format("%06X", RANDOM.nextInt(1 << 24));
                LOG.error("{} unexpected, in {}", code, route, e);
                yield HttpProblem.of(
                        500,
                        "unexpected",
                        "something went wrong in the server; its log tells more under " + code);
            }
        };
    }

    /** Answers with a problem, outside Javalin. */
    static void write(HttpServletResponse response, HttpProblem problem) throws IOException {
        List<byte[]> document = new ArrayList<>(1);
        write(response, document::add, problem);
        for (byte[] bytes : document) {
            response.getOutputStream().write(bytes);
        }
    }

    private static void write(
            HttpServletResponse response, Consumer<byte[]> body, HttpProblem problem) {
        if (response.isCommitted()) {
            return;
        }
        response.setStatus(problem.status());
        Duration wait = problem.retryAfter();
        if (wait != null) {
            long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
            response.setHeader("Retry-After", Long.toString(seconds));
        }
        if (problem.status() == 401) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        response.setContentType(CONTENT_TYPE);
        body.accept(document(problem.status(), problem.code(), problem.detail()));
    }

    /** The document's bytes. */
    static byte[] document(int status, String code, String detail) {
        Problem problem =
                new Problem("urn:daybook:problem:" + code, reason(status), status, code, detail);
        try {
            return Json.mapper().writeValueAsString(problem).getBytes(StandardCharsets.UTF_8);
        } catch (JacksonException e) {
            throw new IllegalStateException("a problem is JSON", e);
        }
    }

    /** The code of an answer that the HTTP library gives by itself. */
    static String code(int status) {
        return switch (status) {
            case 404 -> Problem.Codes.NOT_FOUND;
            case 405 -> "method-not-allowed";
            case 408 -> Problem.Codes.REQUEST_TIMEOUT;
            case 413 -> Problem.Codes.BODY_TOO_LARGE;
            case 503 -> Problem.Codes.OVERLOADED;
            // A version or a coding of HTTP that is none: not the server's fault.
            case 501, 505 -> Problem.Codes.MALFORMED_REQUEST;
            default -> status >= 500 ? "unexpected" : Problem.Codes.MALFORMED_REQUEST;
        };
    }

    static String reason(int status) {
        return HttpStatus.getMessage(status);
    }

    // The path as it was registered: the one that was asked for may hold anything.
    private static String route(Context ctx) {
        return ctx.method() + " " + ctx.endpoint().path;
    }
}
