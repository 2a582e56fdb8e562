package clinic.daybook.server.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clinic.daybook.protocol.EnrolmentCode;
import clinic.daybook.protocol.KeyPin;
import clinic.daybook.server.Config;
import clinic.daybook.server.Limits;
import clinic.daybook.server.ServerRuntime;
import clinic.daybook.server.access.Secrets;
import clinic.daybook.server.store.PostgresAddress;
import clinic.daybook.server.store.TestPostgres;
import clinic.daybook.server.tls.PinFile;
import clinic.daybook.server.tls.Tls;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A credential that names the keys of several servers lets a program read from any of them. */
@Timeout(120)
class StoreClientTest {

    private static final String TOKEN = new Secrets().token();

    @TempDir private Path directory;
    private final PostgresAddress database = TestPostgres.address(TestPostgres.newDatabase());

    private ServerRuntime server(String name) {
        return ServerRuntime.start(
                new Config(
                        directory.resolve(name),
                        database,
                        Config.DEFAULT_BIND,
                        0,
                        null,
                        new Tls.OwnKey(),
                        Limits.STANDARD),
                InstantSource.system());
    }

    private StoreClient client(ServerRuntime first, ServerRuntime second, String... keysOf) {
        List<KeyPin> pins =
                Stream.of(keysOf)
                        .map(name -> PinFile.withPin(directory.resolve(name), "CODE"))
                        .flatMap(code -> EnrolmentCode.read(code).pins().stream())
                        .toList();
        return new StoreClient(
                List.of(URI.create(first.url()), URI.create(second.url())),
                new EnrolmentCode(TOKEN, pins).text());
    }

    @Test
    void whereOneServerEndsTheOtherIsRead() {
        try (ServerRuntime first = server("first");
                ServerRuntime second = server("second")) {
            first.context()
                    .access()
                    .addReader("Statistics", Secrets.hash(TOKEN), InstantSource.system().instant());
            String storeId = first.context().store().storeId();
            try (StoreClient both = client(first, second, "first", "second");
                    StoreClient one = client(first, second, "first")) {
                assertThat(both.store().storeId()).isEqualTo(storeId);
                assertThat(one.store().storeId()).isEqualTo(storeId);
                first.close();
                assertThat(both.store().storeId()).isEqualTo(storeId);
                assertThatThrownBy(one::store).isInstanceOf(SourceAwayException.class);
            }
        }
    }
}
