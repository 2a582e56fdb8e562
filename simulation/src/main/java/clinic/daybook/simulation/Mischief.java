package clinic.daybook.simulation;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What goes wrong between steps: processes die, lines break, clocks are set. */
final class Mischief {

    private static final Duration OFTEN = Duration.ofSeconds(50);

    private final World world;
    private final Chance chance;
    private final Faults faults;
    private final Server server;
    private final List<Desk> desks;

    Mischief(World world, Chance chance, Faults faults, Server server, List<Desk> desks) {
        this.world = world;
        this.chance = chance;
        this.faults = faults;
        this.server = server;
        this.desks = desks;
    }

    /** A backup, and the server put back to it some time later. */
    void restoreFrom(Path backup, Duration within) {
        long first = chance.nanos(30_000_000, within.toNanos() / 2_000);
        long second = first + chance.nanos(30_000_000, within.toNanos() / 2_000);
        world.after(first, "backup", () -> server.backUp(backup));
        world.after(second, "restore", server::restore);
    }

    /** Begins; ends when everything heals. */
    void begin() {
        world.after(
                chance.until(OFTEN).toNanos(),
                "mischief",
                () -> {
                    if (!faults.healed()) {
                        happen();
                        begin();
                    }
                });
    }

    private void happen() {
        Desk desk = chance.pick(desks);
        switch (chance.between(1, 12)) {
            case 1, 2, 3 -> crash(desk);
            case 4 -> {
                if (desk.life() != null) {
                    desk.stop();
                    later(desk);
                }
            }
            case 5, 6 -> {
                if (server.up()) {
                    faults.count(Fault.SERVER_CRASH);
                    world.say("server", "crashes");
                    server.die();
                }
            }
            case 7, 8 ->
                    desk.network().partition(desk.name(), chance.until(Duration.ofSeconds(90)));
            case 9, 10 -> desk.network().breakLine(desk.name());
            case 11 -> {
                faults.count(Fault.CLOCK_AHEAD);
                Duration ahead = Duration.ofMinutes(chance.between(1, 5 * 24 * 60));
                world.say(desk.name(), "its clock is set " + ahead.toMinutes() + " min ahead");
                desk.setClock(ahead);
            }
            default -> {
                faults.count(Fault.CLOCK_BACK);
                Duration back = Duration.ofMinutes(chance.between(0, 2 * 24 * 60));
                world.say(desk.name(), "its clock is set " + back.toMinutes() + " min back");
                desk.setClock(back.negated());
            }
        }
    }

    private void crash(Desk desk) {
        if (desk.life() != null) {
            faults.count(Fault.DESK_CRASH);
            world.say(desk.name(), "crashes");
            desk.die();
        }
    }

    private void later(Desk desk) {
        world.after(chance.until(Duration.ofSeconds(25)).toNanos() + 1, "starts", desk::ensureUp);
    }
}
