package clinic.daybook.bench;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.codec.Json;
import clinic.daybook.server.store.TestPostgres;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each benchmark starts and prints what the command promises. Figures are for the command. */
class BenchTest {

    @TempDir Path directory;

    private void runs(Benchmark benchmark) throws Exception {
        runs(benchmark, null);
    }

    private void runs(Benchmark benchmark, String database) throws Exception {
        Path prepared = Files.createDirectory(directory.resolve("prepared"));
        Path own = Files.createDirectory(directory.resolve("run"));
        List<Metric> metrics =
                benchmark.run(own, Effort.quick(prepared, PouchPeer.none(), database));

        assertThat(metrics).isNotEmpty();
        for (Metric metric : metrics) {
            JsonNode line = Json.mapper().readTree(metric.line());
            assertThat(line.get("bench").textValue()).isEqualTo(benchmark.name());
            assertThat(line.get("metric").textValue()).isNotEmpty();
            assertThat(line.get("value").isNumber()).isTrue();
            assertThat(line.get("value").doubleValue()).as(metric.line()).isPositive();
            assertThat(line.get("unit").textValue()).isNotEmpty();
            assertThat(line.has("against")).isEqualTo(line.has("ratio"));
        }
        assertThat(Metric.median(List.of(metrics, metrics, metrics))).isEqualTo(metrics);
    }

    @Test
    void optimisticCommit() throws Exception {
        runs(new OptimisticCommit());
    }

    @Test
    void clickToOtherDesk() throws Exception {
        runs(new ClickToOtherDesk());
    }

    @Test
    void catchUp() throws Exception {
        runs(new CatchUp());
    }

    @Test
    void redecide() throws Exception {
        runs(new Redecide());
    }

    @Test
    void append() throws Exception {
        runs(new Append());
    }

    @Test
    void post() throws Exception {
        runs(new Post());
    }

    @Test
    void read() throws Exception {
        runs(new ReadAll());
    }

    @Test
    void rehydrate() throws Exception {
        runs(new Rehydrate());
    }

    @Test
    void count() throws Exception {
        runs(new Count(), TestPostgres.newDatabase());
    }

    @Test
    void fanOut() throws Exception {
        runs(new FanOut());
    }

    @Test
    void forward() throws Exception {
        runs(new Forward());
    }

    @Test
    void idle() throws Exception {
        runs(new Idle());
    }
}
