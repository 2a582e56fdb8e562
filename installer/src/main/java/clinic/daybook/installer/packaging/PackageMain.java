package clinic.daybook.installer.packaging;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Builds the images and packages of desk and server for the platform that it runs on. */
@Command(name = "package", description = "Images and packages of desk and server")
public final class PackageMain implements Callable<Integer> {

    private static final int FAILED = 1;

    @Option(names = "--checkout", required = true, description = "the built checkout")
    private Path checkout = Path.of("");

    @Option(names = "--app-version", required = true, description = "the version that was built")
    private String version = "";

    @Option(names = "--images", description = "the app images only")
    private boolean imagesOnly;

    /** Ends with status 0 if everything was made. */
    public static void main(String[] arguments) {
        // Icons are drawn, never shown.
        System.setProperty("java.awt.headless", "true");
        System.exit(new CommandLine(new PackageMain()).execute(arguments));
    }

    @Override
    public Integer call() {
        Checkout built = new Checkout(checkout, version);
        ImageBuilder images = new ImageBuilder(built, PackageMain::say);
        PackageBuilder packages = new PackageBuilder(built, PackageMain::say);
        try {
            for (Product product : Product.values()) {
                AppImage image = images.build(product);
                System.out.println(image.directory());
                if (!imagesOnly) {
                    System.out.println(packages.build(image));
                }
            }
            return 0;
        } catch (PackagingException e) {
            say(e.getMessage() + (e.getCause() == null ? "" : ": " + e.getCause()));
            return FAILED;
        }
    }

    private static void say(String line) {
        System.err.println("package: " + line);
    }
}
