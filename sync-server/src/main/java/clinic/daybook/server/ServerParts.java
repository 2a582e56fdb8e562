package clinic.daybook.server;

import java.util.List;

/** What runs beside the sync protocol, as the configuration asks for it. */
final class ServerParts {

    private ServerParts() {}

    static List<ServerPart> of(ServerContext context) {
        return List.of();
    }
}
