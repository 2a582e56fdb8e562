package clinic.daybook.installer.packaging;

import java.util.List;
import java.util.Locale;

/** The platform that this runs on, which is the only one that packages can be made for. */
enum Platform {
    LINUX,
    WINDOWS,
    MAC;

    static Platform current() {
        String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return WINDOWS;
        }
        return name.startsWith("mac") ? MAC : LINUX;
    }

    /**
     * The version as this platform's packages can carry it: macOS takes none that begins with 0.
     */
    String packageVersion(String version) {
        return this == MAC && version.startsWith("0.") ? "1.0.0" : version;
    }

    /**
     * Whether an AOT cache is made. macOS seals an image when it is built, and a file that comes
     * later breaks the seal.
     */
    boolean takesAotCache() {
        return this != MAC;
    }

    /** What jpackage has to know about an image on this platform only. */
    List<String> imageOptions(Product product) {
        return this == WINDOWS && !product.hasWindows() ? List.of("--win-console") : List.of();
    }

    /** What jpackage has to know about a package on this platform only. */
    List<String> packageOptions(Product product) {
        return switch (this) {
            case LINUX -> linuxOptions(product);
            case WINDOWS ->
                    product.hasWindows()
                            ? List.of("--win-menu", "--win-shortcut", "--win-per-user-install")
                            : List.of();
            case MAC -> List.of();
        };
    }

    private static List<String> linuxOptions(Product product) {
        if (!product.hasWindows()) {
            return List.of("--type", "deb");
        }
        // JavaFX loads these two when the first window opens, so that no tool sees them coming.
        // GTK has two names: Debian 13 and Ubuntu 24.04 renamed what changed with 64-bit times.
        return List.of(
                "--type",
                "deb",
                "--linux-shortcut",
                "--linux-menu-group",
                "Office;",
                "--linux-package-deps",
                "libgtk-3-0 | libgtk-3-0t64, libpangoft2-1.0-0, libgl1, libxxf86vm1");
    }
}
