package clinic.daybook.installer.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is the same in the packages and in a checkout. */
class ProductTest {

    @Test
    void aServerFromACheckoutIsAsSmallAsAnInstalledOne() throws IOException {
        String script = Files.readString(Path.of("..", "daybook"));
        assertThat(Product.SERVER.javaOptions()).isNotEmpty().allMatch(script::contains);
        assertThat(Product.DESK.javaOptions()).isEmpty();
    }
}
