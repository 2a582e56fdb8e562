package clinic.daybook.simulation;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for a large interface of which only some methods are used. One that nobody gave a
 * meaning fails loudly, so that nothing is answered by accident.
 */
final class StandIn {

    /** What a method does. */
    @FunctionalInterface
    interface Does {
        @Nullable Object call(Object[] arguments) throws Throwable;
    }

    private static final Object[] NONE = {};

    private final Map<String, Does> methods = new HashMap<>();

    /** Gives all methods of a name a meaning. */
    StandIn on(String name, Does does) {
        methods.put(name, does);
        return this;
    }

    <T> T as(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) -> call(self, method, arguments)));
    }

    private @Nullable Object call(Object self, Method method, Object @Nullable [] arguments)
            throws Throwable {
        Object[] given = arguments == null ? NONE : arguments;
        Does does = methods.get(method.getName());
        if (does != null) {
            return does.call(given);
        }
        return switch (method.getName()) {
            case "equals" -> self == given[0];
            case "hashCode" -> System.identityHashCode(self);
            case "toString" -> "stands in for " + method.getDeclaringClass().getSimpleName();
            default ->
                    throw new UnsupportedOperationException("nobody said what it does: " + method);
        };
    }
}
