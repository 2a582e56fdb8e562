package clinic.daybook.server.http;

import clinic.daybook.protocol.Problem;
import java.time.Duration;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Lets requests in until the server is asked to end, and then tells when the last of those that
 * were let in has its answer.
 */
final class Gate extends Handler.Wrapper {

    /**
     * Long enough for a server that starts again; desks wait longer by themselves if it does not.
     */
    private static final Duration COME_BACK = Duration.ofSeconds(5);

    private boolean shut;
    private int inside;

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        // Who comes later is not waited for: they are refused at once, however many they are.
        Callback leaving = enter() ? Callback.from(callback, this::leave) : callback;
        boolean handled = super.handle(request, response, leaving);
        if (!handled && leaving != callback) {
            leave();
        }
        return handled;
    }

    /** Refuses what comes from now on. */
    synchronized void shut() {
        shut = true;
    }

    synchronized boolean isShut() {
        return shut;
    }

    /** 503 when the server has been asked to end. */
    void check() {
        if (isShut()) {
            throw HttpProblem.later(
                    503, Problem.Codes.STOPPING, "the server is being stopped", COME_BACK);
        }
    }

    /** Waits until all that were let in are answered; false when that took too long. */
    synchronized boolean awaitEmpty(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (inside > 0) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    private synchronized boolean enter() {
        if (shut) {
            return false;
        }
        inside++;
        return true;
    }

    private synchronized void leave() {
        inside--;
        notifyAll();
    }
}
