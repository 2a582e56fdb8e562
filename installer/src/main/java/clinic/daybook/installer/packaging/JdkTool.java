package clinic.daybook.installer.packaging;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.spi.ToolProvider;

/** A tool of the JDK that this runs on. */
final class JdkTool {

    private JdkTool() {}

    /**
     * Runs a tool to its end.
     *
     * @param name for instance {@code jpackage}
     * @throws PackagingException if this Java does not have it, or if it failed; with what it said
     */
    static void run(String name, List<String> arguments) {
        ToolProvider tool =
                ToolProvider.findFirst(name)
                        .orElseThrow(
                                () ->
                                        new PackagingException(
                                                name
                                                        + " is missing: it belongs to a full JDK 25,"
                                                        + " and this runs on "
                                                        + System.getProperty("java.home")));
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        int status = tool.run(writer, writer, arguments.toArray(String[]::new));
        writer.flush();
        if (status != 0) {
            throw new PackagingException(
                    name + " failed (status " + status + "):\n" + said.toString().strip());
        }
    }
}
