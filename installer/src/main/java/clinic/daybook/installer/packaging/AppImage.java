package clinic.daybook.installer.packaging;

import java.nio.file.Path;

/**
 * An app image: a directory with a launcher, the jars and a runtime, which runs from wherever it is
 * put.
 *
 * @param product what is in it
 * @param directory where it is; on macOS its name ends in .app
 */
public record AppImage(Product product, Path directory) {

    /** The image of a product in the directory where jpackage puts it. */
    static AppImage in(Path parent, Product product) {
        String name = product.launcher();
        return new AppImage(
                product, parent.resolve(Platform.current() == Platform.MAC ? name + ".app" : name));
    }

    /** The program that people start. */
    public Path launcher() {
        String name = product.launcher();
        return switch (Platform.current()) {
            case LINUX -> directory.resolve("bin").resolve(name);
            case WINDOWS -> directory.resolve(name + ".exe");
            case MAC -> directory.resolve("Contents/MacOS").resolve(name);
        };
    }

    /** Where the jars are. */
    public Path jars() {
        return switch (Platform.current()) {
            case LINUX -> directory.resolve("lib/app");
            case WINDOWS -> directory.resolve("app");
            case MAC -> directory.resolve("Contents/app");
        };
    }

    /** The Java runtime, made for this image. */
    public Path runtime() {
        return switch (Platform.current()) {
            case LINUX -> directory.resolve("lib/runtime");
            case WINDOWS -> directory.resolve("runtime");
            case MAC -> directory.resolve("Contents/runtime/Contents/Home");
        };
    }

    /** What the launcher reads: class path, main class, options of the Java machine. */
    Path configuration() {
        return jars().resolve(product.launcher() + ".cfg");
    }

    /** What the Java machine learned in a training run, to start faster; it may be missing. */
    public Path aotCache() {
        return jars().resolve("app.aot");
    }
}
