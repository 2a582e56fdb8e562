package clinic.daybook.installer.packaging;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Makes the package of this platform around an app image: a .deb, an .exe or a .dmg. */
final class PackageBuilder {

    /**
     * For dpkg-deb: no file in the package is newer than this, which keeps the AOT cache good; and
     * a package an eighth larger is made in a quarter of the time.
     */
    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "SOURCE_DATE_EPOCH",
                    Long.toString(Checkout.FILE_TIME.getEpochSecond()),
                    "DPKG_DEB_COMPRESSOR_LEVEL",
                    "1");

    private final Checkout checkout;
    private final Platform platform;
    private final Consumer<String> progress;

    PackageBuilder(Checkout checkout, Consumer<String> progress) {
        this.checkout = checkout;
        this.platform = Platform.current();
        this.progress = progress;
    }

    /**
     * Packages an image.
     *
     * @return the package, in {@code installer/target}
     * @throws PackagingException if a program that this takes is missing or fails
     */
    Path build(AppImage image) {
        Product product = image.product();
        if (platform == Platform.LINUX) {
            requireProgram("dpkg-deb", "dpkg");
            requireProgram("fakeroot", "fakeroot");
        }
        progress.accept("packaging " + product.title());
        Path work = checkout.output().resolve("package-work");
        try {
            Trees.delete(work);
            Files.createDirectories(work);
            JdkTool.run("jpackage", ENVIRONMENT, arguments(image, work));
            Path made = onlyFile(work);
            Path kept = checkout.output().resolve(String.valueOf(made.getFileName()));
            Files.deleteIfExists(kept);
            Files.move(made, kept);
            Trees.delete(work);
            return kept;
        } catch (IOException e) {
            throw new PackagingException("the package of " + product.title() + " failed", e);
        }
    }

    private List<String> arguments(AppImage image, Path destination) {
        Product product = image.product();
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--app-image",
                                image.directory().toString(),
                                "--name",
                                product.launcher(),
                                "--app-version",
                                platform.packageVersion(checkout.version()),
                                "--vendor",
                                "Daybook",
                                "--description",
                                product.description(),
                                "--license-file",
                                checkout.licence().toString(),
                                "--dest",
                                destination.toString()));
        arguments.addAll(platform.packageOptions(product));
        Path resources = checkout.resources(platform, product);
        if (Files.isDirectory(resources)) {
            arguments.addAll(List.of("--resource-dir", resources.toString()));
        }
        return arguments;
    }

    private static void requireProgram(String program, String distributionPackage) {
        String path = System.getenv().getOrDefault("PATH", "");
        for (String directory : path.split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(directory, program))) {
                return;
            }
        }
        throw new PackagingException(
                "a .deb takes "
                        + program
                        + ", which is not here; to get it: apt-get install "
                        + distributionPackage);
    }

    private static Path onlyFile(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .findFirst()
                    .orElseThrow(() -> new PackagingException("jpackage left no package"));
        }
    }
}
