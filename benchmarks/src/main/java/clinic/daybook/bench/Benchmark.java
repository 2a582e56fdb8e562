package clinic.daybook.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** One benchmark. */
interface Benchmark {

    /** As on the command line. */
    String name();

    /**
     * Runs once, warm-up included.
     *
     * @param directory empty, for this run alone, on the disk to be measured
     */
    List<Metric> run(Path directory, Effort effort)
            throws IOException, InterruptedException, SQLException;
}
