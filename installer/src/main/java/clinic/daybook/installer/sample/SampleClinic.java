package clinic.daybook.installer.sample;

import clinic.daybook.codec.Json;
import clinic.daybook.staff.Role;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;

/** The data files of the sample clinic. Their format is told in the README beside them. */
public final class SampleClinic {

    private SampleClinic() {}

    /** A member of the sample's staff, with the PIN that a demonstration signs in with. */
    public record Employee(String key, String name, Role role, String pin) {}

    /** The staff, in the order of the file. */
    public static List<Employee> staff() {
        List<Employee> staff = new ArrayList<>();
        for (JsonNode s : read("staff.json")) {
            staff.add(Json.mapper().convertValue(s, new TypeReference<Employee>() {}));
        }
        return List.copyOf(staff);
    }

    /** The time of day up to which the sample's day has been played. */
    public static LocalTime referenceTime() {
        return LocalTime.parse(read("day.json").get("referenceTime").textValue());
    }

    /** The key of the member of staff who set the clinic up. */
    static String administrator() {
        return staff().stream()
                .filter(employee -> employee.role() == Role.ADMIN)
                .findFirst()
                .orElseThrow()
                .key();
    }

    /** The desk at which a member of staff books: the front desk's two people have one each. */
    static String deskOf(String staffKey) {
        List<String> frontDesk =
                staff().stream()
                        .filter(employee -> employee.role() == Role.FRONT_DESK)
                        .map(Employee::key)
                        .toList();
        return frontDesk.indexOf(staffKey) == 1 ? "B" : "A";
    }

    static JsonNode read(String file) {
        try (InputStream in = SampleClinic.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the sample clinic's " + file + " is missing");
            }
            return Json.mapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
