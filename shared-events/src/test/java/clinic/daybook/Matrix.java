package clinic.daybook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * A table of {@code src/test/resources/matrix} that a person can read: a row is {@code label |
 * cells}, the first one names the columns, {@code #} begins a comment.
 */
public final class Matrix {

    private final String name;
    private final List<String> columns;
    private final Map<String, List<String>> rows = new LinkedHashMap<>();

    private Matrix(String name, List<List<String>> lines) {
        this.name = name;
        List<String> header = lines.getFirst();
        columns = header.subList(1, header.size());
        for (List<String> line : lines.subList(1, lines.size())) {
            List<String> cells = line.subList(1, line.size());
            assertThat(cells).as("%s, row %s", name, line.getFirst()).hasSameSizeAs(columns);
            assertThat(rows.put(line.getFirst(), cells)).as("twice: " + line.getFirst()).isNull();
        }
    }

    /** Reads {@code matrix/<name>.txt}. */
    public static Matrix of(String name) {
        List<List<String>> lines = new ArrayList<>();
        for (String line : text("/matrix/" + name + ".txt").split("\n")) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int bar = line.indexOf('|');
            List<String> parsed = new ArrayList<>();
            parsed.add(line.substring(0, bar).strip());
            parsed.addAll(Arrays.asList(line.substring(bar + 1).strip().split(" +")));
            lines.add(parsed);
        }
        return new Matrix(name, lines);
    }

    public List<String> columns() {
        return columns;
    }

    public List<String> rows() {
        return List.copyOf(rows.keySet());
    }

    /** The written cell. */
    public String cell(String row, String column) {
        return rows.get(row).get(columns.indexOf(column));
    }

    /** Compares every cell with what the code says, and names each one that differs. */
    public void assertMatches(BinaryOperator<String> actual) {
        List<String> differences = new ArrayList<>();
        for (String row : rows.keySet()) {
            for (String column : columns) {
                String said = actual.apply(row, column);
                if (!said.equals(cell(row, column))) {
                    differences.add(
                            "%-36s %-16s written: %-20s the code says: %s"
                                    .formatted(row, column, cell(row, column), said));
                }
            }
        }
        assertThat(differences).as("cells of matrix/%s.txt that differ", name).isEmpty();
    }

    private static String text(String resource) {
        try (InputStream in = Matrix.class.getResourceAsStream(resource)) {
            assertThat(in).as(resource).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
