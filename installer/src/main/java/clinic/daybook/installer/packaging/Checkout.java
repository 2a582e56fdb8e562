package clinic.daybook.installer.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The built checkout that packages are made from.
 *
 * @param root its directory
 * @param version the version of what was built
 */
public record Checkout(Path root, String version) {

    /**
     * The time that packaged files carry. An AOT cache is good only for jars of the size and time
     * that it was made from, so the time has to be one that survives being packed and unpacked.
     */
    static final Instant FILE_TIME = Instant.parse("2026-01-01T00:00:00Z");

    /** Makes the root absolute, so that it stays right for programs that are started elsewhere. */
    public Checkout {
        root = root.toAbsolutePath().normalize();
    }

    /** The jar of a product's module. */
    Path jar(Product product) {
        Path module = Path.of(product.module());
        return existing(
                target(product).resolve(module.getFileName() + "-" + version + ".jar"), product);
    }

    /** The jars that go onto the class path beside it, in the order of their names. */
    List<Path> libraries(Product product) {
        List<Path> libraries = new ArrayList<>();
        for (Path jar : lib(product)) {
            if (!name(jar).startsWith("javafx-")) {
                libraries.add(jar);
            }
        }
        return libraries;
    }

    /** The jars that are linked into the runtime: JavaFX for this platform. */
    List<Path> modules(Product product) {
        List<Path> modules = new ArrayList<>();
        for (Path jar : lib(product)) {
            // Each part comes twice: a jar with the platform in its name, and an empty one without.
            if (name(jar).matches("javafx-[a-z]+-[0-9.]+-[a-z0-9-]+\\.jar")) {
                modules.add(jar);
            }
        }
        return modules;
    }

    /** The licence that comes with every package. */
    Path licence() {
        return root.resolve("LICENSE");
    }

    /** What overrides jpackage's own scripts and menu entry. */
    Path resources(Platform platform, Product product) {
        return root.resolve("installer/src/main/packaging")
                .resolve(platform.name().toLowerCase(Locale.ROOT))
                .resolve(product.hasWindows() ? "desk" : "server");
    }

    /** Where images and packages are put. */
    Path output() {
        return root.resolve("installer/target");
    }

    private Path target(Product product) {
        return root.resolve(product.module()).resolve("target");
    }

    private List<Path> lib(Product product) {
        try (Stream<Path> jars = Files.list(existing(target(product).resolve("lib"), product))) {
            return jars.filter(jar -> name(jar).endsWith(".jar")).sorted().toList();
        } catch (IOException e) {
            throw new PackagingException("the libraries of " + product + " cannot be listed", e);
        }
    }

    private static Path existing(Path path, Product product) {
        if (!Files.exists(path)) {
            throw new PackagingException(
                    product.module()
                            + " is not built yet: there is no "
                            + path
                            + "; ./daybook package and ./daybook test build it first");
        }
        return path;
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
