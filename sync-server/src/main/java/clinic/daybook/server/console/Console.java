package clinic.daybook.server.console;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/**
 * The administrator's pages: {@code /console} and what is below it. Who opens a link with a token
 * is signed in; the token works once.
 */
public final class Console implements AutoCloseable {

    private static final String ROOT = "/console";
    private static final String SIGN_IN = ROOT + "/sign-in";
    private static final String LEVEL = ROOT + "/write-level";
    private static final String REPLAY = ROOT + "/replay";
    private static final String SESSION_COOKIE = "daybook-console";
    private static final String LANGUAGE_COOKIE = "daybook-language";
    private static final Duration LANGUAGE_LIFE = Duration.ofDays(365);
    private static final String HTML = "text/html; charset=utf-8";
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self';"
                    + " img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'";

    private final SignIn signIn;
    private final Assets assets = new Assets();
    private final Pages pages;
    private final Actions actions;
    private final TrendSampler sampler;

    /**
     * What can be done here.
     *
     * @param raiseLevel raises the write level; an {@link IllegalArgumentException} refuses
     * @param replay has events sent to Kinesis again from a position on; the same
     */
    public record Actions(IntConsumer raiseLevel, LongConsumer replay) {}

    /** A console that shows {@code source}; nobody is signed in. */
    public Console(ConsoleSource source, Actions actions, InstantSource clock) {
        this(source, actions, new Trend(), clock);
    }

    Console(ConsoleSource source, Actions actions, Trend trend, InstantSource clock) {
        this.actions = actions;
        this.signIn = new SignIn(clock, new SecureRandom());
        this.pages = new Pages(source, trend, assets.path());
        this.sampler = new TrendSampler(source, trend);
    }

    /** Begins to look at the source every ten seconds, for the charts; to be called once. */
    public void start() {
        sampler.start();
    }

    /** Stops looking. */
    @Override
    public void close() {
        sampler.close();
    }

    /**
     * The path, with a new token, of a link that signs in whoever opens it first within a day. To
     * be shown to the administrator alone.
     */
    public String newSignInPath() {
        return SIGN_IN + "?token=" + signIn.newToken();
    }

    /**
     * Adds the console's routes. They ask for no desk's token, but for the console's own session.
     */
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.before(ROOT, Console::harden);
        routes.before(ROOT + "/*", Console::harden);
        routes.get(ROOT, signedIn(this::overview));
        routes.get(ROOT + "/live", this::live);
        routes.get(LEVEL, signedIn(this::level));
        routes.post(LEVEL, signedIn(this::raiseLevel));
        routes.get(REPLAY, signedIn(this::replay));
        routes.post(REPLAY, signedIn(this::sendAgain));
        routes.get(SIGN_IN, this::open);
        routes.post(ROOT + "/sign-out", this::close);
        routes.get(ROOT + "/language/{language}", Console::chooseLanguage);
        routes.get(ROOT + "/assets/{digest}/{file}", this::asset);
    }

    private void overview(Context context) {
        context.contentType(HTML).result(pages.overview(language(context)));
    }

    private void live(Context context) {
        if (!isSignedIn(context)) {
            context.status(HttpStatus.UNAUTHORIZED);
            return;
        }
        String update = pages.update(language(context), context.queryParam("seen"));
        if (update == null) {
            context.status(HttpStatus.NO_CONTENT);
        } else {
            context.contentType(HTML).result(update);
        }
    }

    private void level(Context context) {
        context.contentType(HTML).result(pages.writeLevel(language(context)));
    }

    private void raiseLevel(Context context) {
        try {
            actions.raiseLevel().accept(Integer.parseInt(form(context, "level")));
        } catch (IllegalArgumentException e) {
            // Somebody else has raised it further, or the form is not ours: the page says how it
            // stands.
            context.redirect(LEVEL, HttpStatus.SEE_OTHER);
            return;
        }
        context.redirect(ROOT, HttpStatus.SEE_OTHER);
    }

    private void replay(Context context) {
        context.contentType(HTML).result(pages.replay(language(context), null));
    }

    private void sendAgain(Context context) {
        String from = form(context, "from");
        try {
            actions.replay().accept(Long.parseLong(from));
        } catch (IllegalArgumentException e) {
            context.status(HttpStatus.BAD_REQUEST)
                    .contentType(HTML)
                    .result(pages.replay(language(context), from));
            return;
        }
        context.redirect(ROOT, HttpStatus.SEE_OTHER);
    }

    private static String form(Context context, String field) {
        return String.valueOf(context.formParam(field)).strip();
    }

    /**
     * For those alone who are signed in. Another site cannot send their forms: the session's cookie
     * comes with this site's pages alone.
     */
    private Handler signedIn(Handler handler) {
        return context -> {
            if (isSignedIn(context)) {
                handler.handle(context);
            } else {
                context.status(HttpStatus.UNAUTHORIZED)
                        .contentType(HTML)
                        .result(pages.signIn(language(context), false));
            }
        };
    }

    private void open(Context context) {
        Optional<String> session = signIn.redeem(context.queryParam("token"));
        if (session.isEmpty() && isSignedIn(context)) {
            // Whoever is in already and opens the old link again is simply shown the page.
            context.redirect(ROOT, HttpStatus.SEE_OTHER);
            return;
        }
        if (session.isEmpty()) {
            context.status(HttpStatus.FORBIDDEN)
                    .contentType(HTML)
                    .result(pages.signIn(language(context), true));
            return;
        }
        setCookie(context, SESSION_COOKIE, session.get(), SignIn.SESSION_LIFE);
        context.redirect(ROOT, HttpStatus.SEE_OTHER);
    }

    private void close(Context context) {
        signIn.end(context.cookie(SESSION_COOKIE));
        context.removeCookie(SESSION_COOKIE, ROOT);
        context.redirect(ROOT, HttpStatus.SEE_OTHER);
    }

    private static void chooseLanguage(Context context) {
        Language language = Language.ofTag(context.pathParam("language"));
        if (language != null) {
            setCookie(context, LANGUAGE_COOKIE, language.tag(), LANGUAGE_LIFE);
        }
        context.redirect(ROOT, HttpStatus.SEE_OTHER);
    }

    private void asset(Context context) {
        Assets.Asset asset = assets.find(context.pathParam("file"));
        if (asset == null) {
            context.status(HttpStatus.NOT_FOUND);
            return;
        }
        context.header("Cache-Control", "public, max-age=31536000, immutable")
                .contentType(asset.mediaType())
                .result(asset.bytes());
    }

    private boolean isSignedIn(Context context) {
        return signIn.isOpen(context.cookie(SESSION_COOKIE));
    }

    private static Language language(Context context) {
        Language chosen = Language.ofTag(context.cookie(LANGUAGE_COOKIE));
        return chosen != null ? chosen : Language.accepted(context.header("Accept-Language"));
    }

    private static void setCookie(Context context, String name, String value, Duration life) {
        boolean secure = "https".equals(context.scheme());
        context.cookie(
                new Cookie(
                        name,
                        value,
                        ROOT,
                        Math.toIntExact(life.toSeconds()),
                        secure,
                        true,
                        null,
                        SameSite.STRICT));
    }

    private static void harden(Context context) {
        context.header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Cache-Control", "no-store");
    }
}
