package clinic.daybook.desk.local;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/** A real connection on which a chosen statement, or a commit, fails as a broken disk makes it. */
final class FaultyConnection {

    private final AtomicInteger failAt = new AtomicInteger(-1);
    private final AtomicInteger seen = new AtomicInteger();
    private final AtomicReference<String> unreadable = new AtomicReference<>("");

    /**
     * The n-th write or commit from now on fails, from 0; and so do all that follow in its batch.
     */
    void failAt(int n) {
        seen.set(0);
        failAt.set(n);
    }

    /** The next reading by this statement fails. */
    void failReading(String sql) {
        unreadable.set(sql);
    }

    void heal() {
        failAt.set(-1);
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
                            if (method.getName().equals("prepareStatement")
                                    && unreadable.compareAndSet((String) arguments[0], "")) {
                                throw new SQLException("the disk cannot be read", "", 10);
                            }
                            try {
                                return method.invoke(real, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
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
                            try {
                                return result.of(name, method.invoke(real, arguments));
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        }));
    }
}
