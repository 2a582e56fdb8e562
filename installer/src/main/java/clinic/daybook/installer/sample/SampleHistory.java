package clinic.daybook.installer.sample;

import clinic.daybook.clinic.ClinicCommand;
import clinic.daybook.clinic.ClinicDecider;
import clinic.daybook.clinic.ClinicState;
import clinic.daybook.codec.Json;
import clinic.daybook.customer.CustomerCommand;
import clinic.daybook.customer.CustomerDecider;
import clinic.daybook.customer.Gender;
import clinic.daybook.event.Command;
import clinic.daybook.event.Decider;
import clinic.daybook.event.Event;
import clinic.daybook.event.StreamId;
import clinic.daybook.event.Uuid7;
import clinic.daybook.procedure.ProcedureCommand;
import clinic.daybook.procedure.ProcedureDecider;
import clinic.daybook.procedure.ProcedureKind;
import clinic.daybook.room.RoomCommand;
import clinic.daybook.room.RoomDecider;
import clinic.daybook.room.RoomKind;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The sample clinic's history as commits: settings, rooms, menu and customers from weeks ago, then
 * one day's reservations up to the reference time.
 */
public final class SampleHistory {

    private static final int FOUNDED_DAYS_BEFORE = 60;
    private static final int EARLIER_DAYS_BEFORE = 35;
    private static final int MINUTES_BETWEEN = 7;

    private final LocalDate day;
    private final ZoneId zone;
    private final Map<String, StreamId> staff;
    private final RandomGenerator random;
    private final Instant founded;
    private final List<TimedCommit> commits = new ArrayList<>();
    private final Map<String, StreamId> rooms = new HashMap<>();
    private final Map<String, StreamId> customers = new HashMap<>();
    private final Map<String, SampleVisit.MenuEntry> menu = new HashMap<>();

    private SampleHistory(
            LocalDate day, ZoneId zone, Map<String, StreamId> staff, RandomGenerator random) {
        this.day = day;
        this.zone = zone;
        this.staff = Map.copyOf(staff);
        this.random = random;
        this.founded = at(FOUNDED_DAYS_BEFORE, "10:00");
    }

    /** When the oldest commit of a sample for {@code day} is dated; hire the staff before it. */
    public static Instant begins(LocalDate day, ZoneId zone) {
        return day.minusDays(FOUNDED_DAYS_BEFORE)
                .atTime(LocalTime.of(9, 0))
                .atZone(zone)
                .toInstant();
    }

    /**
     * All commits, oldest first.
     *
     * @param day the clinic day on which the sample's reservations fall
     * @param staff the ids of the hired staff by the keys of {@link SampleClinic#staff}
     * @param random source of ids and salts; a seeded one gives the same history again
     */
    public static List<TimedCommit> of(
            LocalDate day, ZoneId zone, Map<String, StreamId> staff, RandomGenerator random) {
        return new SampleHistory(day, zone, staff, random).write();
    }

    private List<TimedCommit> write() {
        writeClinic();
        writeRooms();
        writeMenu();
        writeCustomers();
        writeEarlierVisits();
        for (JsonNode visit : SampleClinic.read("day.json").get("reservations")) {
            commits.addAll(new SampleVisit(this, visit, random).commits());
        }
        // A stable sort keeps the order of the file among commits of the same minute.
        commits.sort(Comparator.comparing(TimedCommit::at));
        return List.copyOf(commits);
    }

    private void writeClinic() {
        JsonNode clinic = SampleClinic.read("clinic.json");
        StreamWriter<ClinicCommand, ?, ClinicState> writer = writer(new ClinicDecider());
        List<ClinicCommand> commands = new ArrayList<>();
        commands.add(new ClinicCommand.NameClinic(text(clinic, "name"), null));
        commands.add(new ClinicCommand.SetTimeZone(ZoneId.of(text(clinic, "timeZone")), null));
        commands.add(
                new ClinicCommand.SetCurrency(
                        Currency.getInstance(text(clinic, "currency")), null));
        commands.add(
                new ClinicCommand.SetHours(
                        LocalTime.parse(text(clinic.get("hours"), "open")),
                        LocalTime.parse(text(clinic.get("hours"), "close"))));
        for (JsonNode alert : clinic.get("alertMinutes")) {
            commands.add(
                    new ClinicCommand.SetAlertMinutes(
                            text(alert, "state"), alert.get("minutes").intValue()));
        }
        for (ClinicCommand command : commands) {
            record(writer, command, null, Map.of());
        }
    }

    private void writeRooms() {
        for (JsonNode room : SampleClinic.read("rooms.json")) {
            StreamWriter<RoomCommand, ?, ?> writer = writer(new RoomDecider());
            rooms.put(text(room, "key"), writer.streamId());
            record(
                    writer,
                    new RoomCommand.Open(text(room, "name"), word(room, "kind", RoomKind.class)),
                    null,
                    Map.of());
        }
    }

    private void writeMenu() {
        for (JsonNode entry : SampleClinic.read("procedures.json")) {
            StreamWriter<ProcedureCommand, ?, ?> writer = writer(new ProcedureDecider());
            ProcedureCommand.Define define =
                    new ProcedureCommand.Define(
                            text(entry, "name"),
                            entry.get("minutes").intValue(),
                            entry.get("price").longValue(),
                            word(entry, "kind", ProcedureKind.class),
                            entry.has("bufferMinutes")
                                    ? entry.get("bufferMinutes").intValue()
                                    : null);
            menu.put(
                    text(entry, "key"),
                    new SampleVisit.MenuEntry(
                            writer.streamId(), define.name(), define.minutes(), define.price()));
            record(writer, define, null, Map.of());
        }
    }

    private void writeCustomers() {
        for (JsonNode customer : SampleClinic.read("customers.json")) {
            StreamWriter<CustomerCommand, ?, ?> writer = writer(new CustomerDecider());
            customers.put(text(customer, "key"), writer.streamId());
            Map<String, String> personal = new HashMap<>();
            for (String field : List.of("name", "phone", "birthDate")) {
                if (customer.has(field)) {
                    personal.put(field, text(customer, field));
                }
            }
            record(
                    writer,
                    new CustomerCommand.Register(
                            customer.has("gender") ? word(customer, "gender", Gender.class) : null,
                            optional(customer, "nationality"),
                            optional(customer, "chartNumber")),
                    writer.streamId(),
                    personal);
        }
    }

    /** Who is no new customer has been here before: one short visit each, a few weeks ago. */
    private void writeEarlierVisits() {
        int minute = 0;
        for (JsonNode customer : SampleClinic.read("customers.json")) {
            if (customer.has("chartNumber") && !isNew(customer)) {
                commits.addAll(
                        EarlierVisit.of(
                                this,
                                customer(text(customer, "key")),
                                at(EARLIER_DAYS_BEFORE, "10:00").plusSeconds(60L * minute),
                                random));
                minute += MINUTES_BETWEEN;
            }
        }
    }

    private static boolean isNew(JsonNode customer) {
        for (JsonNode tag : customer.path("tags")) {
            if (tag.textValue().equals("첫 방문")) {
                return true;
            }
        }
        return false;
    }

    private <C extends Command, E extends Event, S> StreamWriter<C, E, S> writer(
            Decider<C, E, S> decider) {
        return new StreamWriter<>(
                decider, new StreamId(decider.kind(), Uuid7.of(founded, random)), random);
    }

    private <C extends Command> void record(
            StreamWriter<C, ?, ?> writer,
            C command,
            @Nullable StreamId subject,
            Map<String, String> personal) {
        StreamId admin = staff(SampleClinic.administrator());
        commits.add(
                new TimedCommit(
                        founded, "A", writer.write(command, founded, admin, subject, personal)));
    }

    /** An instant of the sample, given as days before its day and a time of the clinic. */
    Instant at(int daysBefore, String time) {
        return day.minusDays(daysBefore).atTime(LocalTime.parse(time)).atZone(zone).toInstant();
    }

    StreamId staff(String key) {
        return known(staff, key);
    }

    StreamId room(String key) {
        return known(rooms, key);
    }

    StreamId customer(String key) {
        return known(customers, key);
    }

    SampleVisit.MenuEntry menuEntry(String key) {
        return known(menu, key);
    }

    private static <T> T known(Map<String, T> things, String key) {
        T thing = things.get(key);
        if (thing == null) {
            throw new IllegalStateException("the sample's day names an unknown key: " + key);
        }
        return thing;
    }

    static String text(JsonNode node, String field) {
        return node.required(field).textValue();
    }

    static @Nullable String optional(JsonNode node, String field) {
        return node.has(field) ? text(node, field) : null;
    }

    static <T extends Enum<T>> T word(JsonNode node, String field, Class<T> type) {
        return Json.mapper().convertValue(node.required(field), type);
    }
}
