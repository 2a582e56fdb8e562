package clinic.daybook.installer.demo;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * What the demonstration was started with.
 *
 * @param out where screenshots and {@code timeline.json} go
 * @param keep whether the databases are kept, in {@code out/data}
 */
record DemoOptions(Path out, boolean keep) {

    static final String USAGE =
            """
            usage: demo [--out DIR] [--keep]
              --out DIR   where screenshots and timeline.json go (default: target/demo)
              --keep      keep the databases of the server and the desks in DIR/data
            """;

    /** One line: what is wrong and what to do. */
    static final class BadOption extends Exception {
        private static final long serialVersionUID = 1L;

        BadOption(String message) {
            super(message);
        }
    }

    static DemoOptions parse(List<String> arguments) throws BadOption {
        Path out = Path.of("target", "demo");
        boolean keep = false;
        for (int i = 0; i < arguments.size(); i++) {
            switch (arguments.get(i)) {
                case "--keep" -> keep = true;
                case "--out" -> {
                    i++;
                    if (i == arguments.size()) {
                        throw new BadOption("--out wants the path of a directory");
                    }
                    out = directory(arguments.get(i));
                }
                default ->
                        throw new BadOption(
                                "unknown option "
                                        + arguments.get(i)
                                        + "; the demo knows --out and --keep");
            }
        }
        return new DemoOptions(out.toAbsolutePath(), keep);
    }

    private static Path directory(String text) throws BadOption {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new BadOption("--out wants the path of a directory");
        }
    }
}
