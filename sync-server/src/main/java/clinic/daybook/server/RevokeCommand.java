package clinic.daybook.server;

import clinic.daybook.server.store.AccessStore.DeskRow;
import clinic.daybook.server.store.Database;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code revoke}: shuts a desk out; works while the server runs. */
@Command(
        name = "revoke",
        description = "Shuts a desk out that was lost or stolen; a new code lets it in again.")
final class RevokeCommand implements Runnable {

    @Spec private @Nullable CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private StoreOption store = new StoreOption();

    @Parameters(paramLabel = "DESK", description = "The desk's name or id.")
    private String desk = "";

    @Override
    public void run() {
        store.mustExist(spec);
        try (Database database = store.open()) {
            List<DeskRow> known =
                    database.access().desks().stream()
                            .filter(row -> row.revokedAt() == null)
                            .toList();
            List<DeskRow> meant = known.stream().filter(this::isMeant).toList();
            if (known.isEmpty()) {
                throw Main.badValue(spec, "no desk is enrolled here");
            }
            if (meant.size() != 1) {
                throw Main.badValue(
                        spec,
                        (meant.isEmpty() ? "no desk" : "more than one desk")
                                + " is called so; name one of: "
                                + known.stream()
                                        .map(row -> row.name() + " (" + row.deskId() + ")")
                                        .collect(Collectors.joining(", ")));
            }
            boolean _ =
                    database.access()
                            .revoke(meant.getFirst().deskId(), InstantSource.system().instant());
            System.out.println("shut out: " + meant.getFirst().deskId());
        }
    }

    private boolean isMeant(DeskRow row) {
        return row.name().equals(desk) || row.deskId().toString().equals(desk);
    }
}
