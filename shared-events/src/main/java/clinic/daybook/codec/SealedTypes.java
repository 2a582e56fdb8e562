package clinic.daybook.codec;

import java.util.ArrayList;
import java.util.List;

/** Walks sealed interfaces. */
final class SealedTypes {

    private SealedTypes() {}

    /** The records below a sealed interface, in the order of their declaration. */
    static <T> List<Class<? extends T>> leaves(Class<T> type) {
        List<Class<? extends T>> found = new ArrayList<>();
        collect(type, type, found);
        return found;
    }

    private static <T> void collect(Class<?> type, Class<T> root, List<Class<? extends T>> found) {
        if (type.isRecord()) {
            Class<? extends T> leaf = type.asSubclass(root);
            if (!found.contains(leaf)) {
                found.add(leaf);
            }
        } else if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                collect(permitted, root, found);
            }
        } else {
            throw new IllegalStateException(type + " is neither sealed nor a record");
        }
    }
}
