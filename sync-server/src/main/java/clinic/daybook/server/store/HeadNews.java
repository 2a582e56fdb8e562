package clinic.daybook.server.store;

/**
 * How the watch for the newest position hears that another process may have moved it. Called by the
 * watch's thread alone, but for {@link #close}.
 */
interface HeadNews extends AutoCloseable {

    /** Returns when there may be something new, and otherwise after a while. */
    void await() throws InterruptedException;

    /** Ends a wait under way, if it can be ended, and every later one at once. */
    @Override
    void close();

    /** Where nobody tells: looking at an interval. */
    static HeadNews every(long millis) {
        return new Interval(millis);
    }

    /** A pause that can be called off. */
    final class Interval implements HeadNews {
        private final long millis;
        private boolean closed;

        private Interval(long millis) {
            this.millis = millis;
        }

        @Override
        public synchronized void await() throws InterruptedException {
            long end = System.nanoTime() + millis * 1_000_000;
            while (!closed) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return;
                }
                wait(left);
            }
        }

        @Override
        public synchronized void close() {
            closed = true;
            notifyAll();
        }
    }
}
