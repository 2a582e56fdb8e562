package clinic.daybook.simulation;

import clinic.daybook.desk.sync.MachineStep;
import clinic.daybook.simulation.Message.Answered;
import clinic.daybook.simulation.Message.Asked;
import clinic.daybook.sync.SyncMachine;
import java.sql.Connection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with the programs in a run, put between them from outside: at their databases, on
 * their lines, around their machine. Nothing is, except in self-checks.
 */
interface Bug {

    /** Between a desk and its database. */
    default Connection desk(Connection database) {
        return database;
    }

    /** Between the server and its database. */
    default Connection server(Connection database) {
        return database;
    }

    /** Between a desk and the server; {@code null}: no answer. */
    default @Nullable Answered exchange(
            Asked asked, Server server, Function<Asked, @Nullable Answered> arrive) {
        return arrive.apply(asked);
    }

    /** What reaches a desk of a live message. */
    default List<String> live(String message) {
        return List.of(message);
    }

    /** Around a desk's machine. */
    default MachineStep machine() {
        return SyncMachine::step;
    }

    /** No bug. */
    static Bug none() {
        return new Bug() {};
    }
}
