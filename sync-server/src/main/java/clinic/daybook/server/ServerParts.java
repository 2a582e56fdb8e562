package clinic.daybook.server;

import clinic.daybook.server.kinesis.ForwarderStatus;
import clinic.daybook.server.kinesis.KinesisTarget;
import java.time.Instant;
import java.util.List;

/**
 * What runs beside the sync protocol, as the configuration asks for it.
 *
 * @param all in the order in which they start
 * @param console one of them
 */
record ServerParts(List<ServerPart> all, ConsolePart console) {

    static ServerParts of(ServerContext context) {
        KinesisTarget target = context.config().kinesis();
        if (target == null) {
            Instant since = context.clock().instant();
            ConsolePart console = new ConsolePart(context, () -> ForwarderStatus.off(since));
            return new ServerParts(List.of(console), console);
        }
        KinesisPart kinesis = new KinesisPart(target, context.store(), context.clock());
        ConsolePart console = new ConsolePart(context, kinesis::status);
        return new ServerParts(List.of(kinesis, console), console);
    }
}
