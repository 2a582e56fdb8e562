package clinic.daybook.desk.local;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/** A real connection on which a chosen statement, or a commit, fails as a broken disk makes it. */
final class FaultyConnection {

    private final AtomicInteger failAt = new AtomicInteger(-1);
    private final AtomicInteger seen = new AtomicInteger();
    private final AtomicReference<String> unreadable = new AtomicReference<>("");
    private final AtomicInteger unread = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicReference<CountDownLatch> commits =
            new AtomicReference<>(new CountDownLatch(0));

    /**
     * The n-th write or commit from now on fails, from 0; and so do all that follow in its batch.
     */
    void failAt(int n) {
        seen.set(0);
        failAt.set(n);
    }

    /** The next reading by a statement that begins like this fails. */
    void failReading(String sql) {
        failReading(sql, 1);
    }

    /** As many readings by statements that begin like this fail; an empty text is none of them. */
    void failReading(String sql, int times) {
        unreadable.set(sql);
        unread.set(sql.isEmpty() ? 0 : times);
    }

    /** From now on commits wait until it heals. */
    void hold() {
        commits.set(new CountDownLatch(1));
    }

    /** Commits that wait, and those to come, wait no more. */
    void release() {
        commits.get().countDown();
    }

    /** How many commits wait. */
    int waiting() {
        return waiting.get();
    }

    void heal() {
        failAt.set(-1);
        unread.set(0);
        release();
    }

    /** How many writes and commits there were since the fault was set. */
    int seen() {
        return seen.get();
    }

    /** A platform on which this is what a desk writes to. */
    InstalledPlatform platform() {
        return platform(System::nanoTime);
    }

    /** With a passing of time of one's own, in nanoseconds. */
    InstalledPlatform platform(LongSupplier nanos) {
        return new InstalledPlatform() {
            @Override
            public long nanoTime() {
                return nanos.getAsLong();
            }

            @Override
            public Connection connection(Connection opened, boolean writes) {
                return writes ? around(opened) : reading(opened);
            }
        };
    }

    Connection around(Connection real) {
        return proxy(
                Connection.class,
                real,
                (name, result) ->
                        name.equals("prepareStatement")
                                ? proxy(
                                        PreparedStatement.class,
                                        (PreparedStatement) result,
                                        (n, r) -> r)
                                : result);
    }

    private Connection reading(Connection real) {
        return (Connection)
                Proxy.newProxyInstance(
                        Connection.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (self, method, arguments) -> {
                            Object result = invoke(real, method, arguments);
                            return method.getName().equals("prepareStatement")
                                    ? reading((PreparedStatement) result, (String) arguments[0])
                                    : result;
                        });
    }

    private PreparedStatement reading(PreparedStatement real, String sql) {
        return (PreparedStatement)
                Proxy.newProxyInstance(
                        PreparedStatement.class.getClassLoader(),
                        new Class<?>[] {PreparedStatement.class},
                        (self, method, arguments) -> {
                            boolean fails =
                                    method.getName().equals("executeQuery")
                                            && sql.startsWith(unreadable.get());
                            if (fails && unread.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                                throw new SQLException("the disk cannot be read", "", 10);
                            }
                            return invoke(real, method, arguments);
                        });
    }

    private static Object invoke(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Makes something of what a method returned. */
    private interface Result {
        Object of(String method, Object result);
    }

    private <T> T proxy(Class<T> type, T real, Result result) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) -> {
                            String name = method.getName();
                            if (name.equals("executeUpdate") || name.equals("commit")) {
                                int now = seen.getAndIncrement();
                                if (failAt.get() >= 0 && now >= failAt.get()) {
                                    throw new SQLException("the disk is full", "", 13);
                                }
                            }
                            if (name.equals("commit")) {
                                waiting.incrementAndGet();
                                commits.get().await();
                                waiting.decrementAndGet();
                            }
                            return result.of(name, invoke(real, method, arguments));
                        }));
    }
}
