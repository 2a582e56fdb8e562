package clinic.daybook.simulation;

import clinic.daybook.desk.sync.DeskNetwork;
import clinic.daybook.simulation.Message.Answered;
import clinic.daybook.simulation.Message.Asked;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Request;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/**
 * The network between one desk and the server. A request takes its time, may get lost, may arrive
 * twice or after a later one; its answer may get lost. A live line breaks, with or without anybody
 * hearing of it. For a while nothing may get through at all.
 */
final class Network {

    /** After so long without an answer a desk gives a request up. */
    private static final long GIVEN_UP = Duration.ofSeconds(20).toNanos();

    private final World world;
    private final Chance chance;
    private final Faults faults;
    private final Bug bug;
    private final Server server;
    private final List<Line> lines = new ArrayList<>();
    private boolean partitioned;

    Network(World world, Chance chance, Faults faults, Bug bug, Server server) {
        this.world = world;
        this.chance = chance;
        this.faults = faults;
        this.bug = bug;
        this.server = server;
    }

    /** As one life of the desk uses it. */
    DeskNetwork of(Life desk) {
        return new DeskNetwork() {
            @Override
            public Call newCall(Request request) {
                return call(desk, request);
            }

            @Override
            public WebSocket newWebSocket(Request request, WebSocketListener listener) {
                return line(desk, request, listener);
            }

            @Override
            public void close() {
                ended(desk);
            }
        };
    }

    /** A process is gone: its lines are cut, or hang for want of anybody to tell. */
    void ended(Life life) {
        for (Line line : List.copyOf(lines)) {
            if (line.isOf(life)) {
                if (!faults.healed() && chance.oneIn(4)) {
                    faults.count(Fault.HALF_OPEN);
                    line.breakSilently();
                } else {
                    line.cut();
                }
            }
        }
    }

    /** Nothing gets through for a while; lines that stand may or may not outlive it. */
    void partition(String who, Duration time) {
        if (partitioned) {
            return;
        }
        partitioned = true;
        faults.count(Fault.PARTITION);
        world.say(who, "is cut off for " + time.toSeconds() + " s");
        List.copyOf(lines)
                .forEach(line -> {
                    if (chance.oneIn(2)) {
                        faults.count(Fault.HALF_OPEN);
                        line.breakSilently();
                    } else {
                        line.cut();
                    }
                });
        world.after(time.toNanos(), "partition ends", () -> partitioned = false);
    }

    /** A line breaks. */
    void breakLine(String who) {
        for (Line line : List.copyOf(lines)) {
            boolean silently = chance.oneIn(2);
            faults.count(silently ? Fault.HALF_OPEN : Fault.LINE_CUT);
            world.say(who, silently ? "its line is half open" : "its line is cut");
            if (silently) {
                line.breakSilently();
            } else {
                line.cut();
            }
        }
    }

    void heal() {
        partitioned = false;
    }

    private Call call(Life desk, Request request) {
        StandIn call = new StandIn();
        Call[] self = new Call[1];
        call.on("request", a -> request)
                .on("cancel", a -> null)
                .on("isCanceled", a -> false)
                .on(
                        "enqueue",
                        a -> {
                            send(desk, self[0], (Callback) a[0]);
                            return null;
                        });
        self[0] = call.as(Call.class);
        return self[0];
    }

    private boolean fault(Fault fault, int often) {
        boolean happens = !faults.healed() && chance.oneIn(often);
        if (happens) {
            faults.count(fault);
        }
        return happens;
    }

    private long delay() {
        return fault(Fault.LATE, 40)
                ? chance.nanos(500_000, 15_000_000)
                : chance.nanos(300, 120_000);
    }

    private void send(Life desk, Call call, Callback callback) {
        Asked asked = Asked.of(call.request());
        if (partitioned || fault(Fault.REQUEST_LOST, 80)) {
            fail(desk, call, callback, chance.oneIn(2) ? GIVEN_UP : 5_000_000);
            return;
        }
        long delay = delay();
        world.after(delay, "request", () -> arrive(desk, asked, call, callback));
        if (asked.method().equals("POST") && fault(Fault.REQUEST_DOUBLED, 60)) {
            world.after(delay + delay(), "request again", () -> server.answer(asked));
        }
    }

    private void arrive(Life desk, Asked asked, Call call, Callback callback) {
        Answered answered = partitioned ? null : bug.exchange(asked, server, server::answer);
        if (answered == null) {
            fail(desk, call, callback, chance.oneIn(3) ? GIVEN_UP : chance.nanos(100, 5_000));
        } else if (partitioned || fault(Fault.ANSWER_LOST, 60)) {
            world.say(desk.name(), "an answer is lost: " + asked.method() + " " + asked.path());
            // What swallowed the answer often swallows the line that would tell as much.
            if (chance.oneIn(2)) {
                breakLine(desk.name());
            }
            fail(desk, call, callback, chance.oneIn(2) ? GIVEN_UP : chance.nanos(100, 5_000));
        } else {
            world.after(
                    delay(),
                    desk,
                    "answer " + answered.status(),
                    () -> {
                        try {
                            callback.onResponse(call, answered.to(call.request()));
                        } catch (IOException e) {
                            throw new Violation("an answer could not be taken", e);
                        }
                    });
        }
    }

    private void fail(Life desk, Call call, Callback callback, long nanos) {
        world.after(
                nanos,
                desk,
                "no answer",
                () -> callback.onFailure(call, new IOException("no answer")));
    }

    private WebSocket line(Life desk, Request request, WebSocketListener listener) {
        Line[] self = new Line[1];
        self[0] =
                new Line(
                        world,
                        chance,
                        desk,
                        request,
                        listener,
                        bug::live,
                        () -> lines.remove(self[0]));
        Line line = self[0];
        if (partitioned) {
            refuse(desk, line, listener, null, 5_000_000_000L);
        } else {
            world.after(delay(), "line", () -> open(desk, line, listener));
        }
        return line;
    }

    private void open(Life desk, Line line, WebSocketListener listener) {
        Life life = server.life();
        Answered answered =
                partitioned || desk.over() || life == null
                        ? null
                        : server.open(
                                Asked.of(line.request()).asUpgrade(),
                                socket -> {
                                    lines.add(line);
                                    line.opened(socket, life);
                                });
        if (answered == null || answered.status() >= 400) {
            refuse(desk, line, listener, answered, chance.nanos(100, 5_000));
        }
    }

    private void refuse(
            Life desk,
            Line line,
            WebSocketListener listener,
            @Nullable Answered answered,
            long nanos) {
        world.after(
                nanos,
                desk,
                "no line",
                () ->
                        listener.onFailure(
                                line,
                                new IOException("no line"),
                                answered == null ? null : answered.to(line.request())));
    }
}
