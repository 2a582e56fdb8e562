package clinic.daybook.installer.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Builds app images from what Maven has built. An image is built again only if something that goes
 * into it has changed.
 */
public final class ImageBuilder {

    private final Checkout checkout;
    private final Platform platform;
    private final Consumer<String> progress;
    private final Path images;
    private final Path work;

    /**
     * A builder that puts its images into {@code installer/target/images}.
     *
     * @param progress takes a line at each step that one has to wait for
     */
    public ImageBuilder(Checkout checkout, Consumer<String> progress) {
        this.checkout = checkout;
        this.platform = Platform.current();
        this.progress = progress;
        this.images = checkout.output().resolve("images");
        this.work = checkout.output().resolve("images-work");
    }

    /**
     * The image of a product, built if there is none of exactly these jars, options and this Java.
     *
     * @throws PackagingException if it cannot be built
     */
    public AppImage build(Product product) {
        try {
            AppImage image = AppImage.in(images, product);
            Path stamp = images.resolve(product.launcher() + ".inputs");
            String inputs = inputs(product);
            if (Files.exists(image.launcher())
                    && Files.exists(stamp)
                    && Files.readString(stamp).equals(inputs)) {
                return image;
            }
            Files.deleteIfExists(stamp);
            Trees.delete(image.directory());
            link(product);
            if (platform.takesAotCache() && product.trained()) {
                progress.accept("training " + product.title());
                new AotTraining(image, Files.createDirectories(work)).run();
            }
            Trees.delete(work);
            // Written last: an image that was cut off half-way is built again.
            Files.writeString(stamp, inputs);
            return image;
        } catch (IOException e) {
            throw new PackagingException("the image of " + product.title() + " failed", e);
        }
    }

    private void link(Product product) throws IOException {
        progress.accept("building the image of " + product.title());
        Path input = work.resolve("input");
        Path modules = Trees.gather(work.resolve("modules"), checkout.modules(product));
        Trees.gather(input, classPath(product));
        Path icon = IconFile.write(platform, work.resolve("icon"));

        List<String> arguments = new ArrayList<>(options(product));
        arguments.addAll(List.of("--input", input.toString(), "--icon", icon.toString(), "--dest"));
        arguments.add(Files.createDirectories(images).toString());
        if (!checkout.modules(product).isEmpty()) {
            arguments.addAll(List.of("--module-path", modules.toString()));
        }
        JdkTool.run("jpackage", Map.of(), arguments);
        Trees.setTimes(AppImage.in(images, product).jars(), Checkout.FILE_TIME);
    }

    /** What jpackage is told whichever directory it works in. */
    private List<String> options(Product product) {
        List<String> options =
                new ArrayList<>(
                        List.of(
                                "--type",
                                "app-image",
                                "--name",
                                product.launcher(),
                                "--app-version",
                                platform.packageVersion(checkout.version()),
                                "--vendor",
                                "Daybook",
                                "--description",
                                product.description(),
                                "--main-jar",
                                String.valueOf(checkout.jar(product).getFileName()),
                                "--main-class",
                                product.mainClass(),
                                "--add-modules",
                                String.join(",", product.runtimeModules()),
                                // Line numbers of the JDK's own classes are left out, ours are not.
                                "--jlink-options",
                                "--strip-native-commands --strip-java-debug-attributes"
                                        + " --no-man-pages --no-header-files"
                                        + " --include-locales=en,ko",
                                "--java-options",
                                "--enable-native-access=" + product.nativeAccess(),
                                // What Java itself has to say must not get between the lines of a
                                // program whose output is read by another.
                                "--java-options",
                                "-Xlog:disable",
                                "--java-options",
                                "-Xlog:all=warning:stderr",
                                "--java-options",
                                "-Dstdout.encoding=UTF-8",
                                "--java-options",
                                "-Dstderr.encoding=UTF-8"));
        for (String option : product.javaOptions()) {
            options.addAll(List.of("--java-options", option));
        }
        options.addAll(platform.imageOptions(product));
        return options;
    }

    private List<Path> classPath(Product product) {
        List<Path> jars = new ArrayList<>();
        jars.add(checkout.jar(product));
        jars.addAll(checkout.libraries(product));
        return jars;
    }

    private String inputs(Product product) throws IOException {
        Fingerprint inputs =
                new Fingerprint()
                        .text(Runtime.version().toString())
                        .text(System.getProperty("os.arch", ""))
                        .texts(options(product))
                        .texts(AotTraining.description(product))
                        .text(Mark.SHAPE_VERSION);
        for (Path jar : classPath(product)) {
            inputs.file(jar);
        }
        for (Path module : checkout.modules(product)) {
            inputs.file(module);
        }
        return inputs.value();
    }
}
