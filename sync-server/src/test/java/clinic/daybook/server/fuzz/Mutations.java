package clinic.daybook.server.fuzz;

import clinic.daybook.codec.Json;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Makes of valid JSON what nearly is, and of bytes other bytes. */
final class Mutations {

    /** Stands in the tree for a text of JSON that a tree cannot hold. */
    private static final String MARK = "@@";

    private static final List<String> FRAGMENTS =
            List.of(
                    "null",
                    "true",
                    "0",
                    "-1",
                    "-0.0",
                    "1.5",
                    "1e400",
                    "-1e-400",
                    "9007199254740993",
                    "9223372036854775808",
                    "1" + "0".repeat(400),
                    "0." + "1".repeat(2_000),
                    "\"\"",
                    "\" \"",
                    "\"\\u0000\"",
                    "\"\\ud800\"",
                    "\"\\udc00\\ud800\"",
                    "\"\\uffff\"",
                    "\"한글 🙂\"",
                    "\"'; DROP TABLE event; --\"",
                    "\"../../etc/passwd\"",
                    "\"-999999999-01-01T00:00:00Z\"",
                    "\"+999999999-12-31T23:59:59.999999999Z\"",
                    "\"2026-02-30T25:61:61Z\"",
                    "\"reservation-00000000-0000-0000-0000-000000000000\"",
                    "\"Reservation-0\"",
                    "\"" + "x".repeat(70_000) + "\"",
                    "[]",
                    "{}",
                    "[[]]",
                    "{\"a\":1,\"a\":2}",
                    "{\"__proto__\":{\"class\":\"java.lang.Runtime\"}}",
                    "{\"@class\":\"java.net.URL\",\"@type\":\"x\"}",
                    "[".repeat(31) + "]".repeat(31),
                    "[".repeat(33) + "]".repeat(33),
                    "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000),
                    "[" + "0,".repeat(5_000) + "0]",
                    "NaN",
                    "'x'",
                    "01",
                    "tru",
                    "\"open");

    private static final List<String> TYPES =
            List.of(
                    "ReservationBooked",
                    "CustomerArrived",
                    "CustomerRegistered",
                    "StaffHired",
                    "StaffPinChanged",
                    "PaymentReceived",
                    "TreatmentAdded",
                    "EnteredInError",
                    "ProcedureDefined",
                    "RoomBlocked",
                    "ClinicNamed",
                    "RegisterCounted",
                    "PersonalDataErased",
                    "reservationbooked",
                    "Nothing");

    private Mutations() {}

    /** The JSON with a few of its parts changed; mostly still JSON. */
    static byte[] json(JsonNode valid, Choices choices) {
        JsonNode tree = valid.deepCopy();
        List<String> fragments = new ArrayList<>();
        int changes = choices.below(4);
        for (int i = 0; i < changes; i++) {
            tree = changed(tree, choices, fragments);
        }
        String text = text(tree);
        for (int i = 0; i < fragments.size(); i++) {
            text = text.replace("\"" + MARK + i + MARK + "\"", fragments.get(i));
        }
        byte[] bytes = encoded(text, choices);
        return choices.oneIn(8) ? bytes(bytes, choices) : bytes;
    }

    private static byte[] encoded(String text, Choices choices) {
        return switch (choices.below(24)) {
            case 0 -> text.getBytes(StandardCharsets.UTF_16);
            case 1 -> text.getBytes(StandardCharsets.ISO_8859_1);
            case 2 -> ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8);
            case 3 -> text.getBytes(java.nio.charset.Charset.forName("UTF-32"));
            default -> text.getBytes(StandardCharsets.UTF_8);
        };
    }

    private static JsonNode changed(JsonNode tree, Choices choices, List<String> fragments) {
        List<JsonNode> parents = new ArrayList<>();
        collect(tree, parents);
        if (parents.isEmpty() || choices.oneIn(40)) {
            return mark(tree, choices, fragments);
        }
        JsonNode parent = choices.of(parents);
        JsonNode other = choices.of(parents);
        if (parent instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            change(object, choices.of(names), other, choices, fragments);
        } else if (parent instanceof ArrayNode array) {
            int at = choices.below(array.size());
            switch (choices.below(5)) {
                case 0 -> array.remove(at);
                case 1 -> array.set(at, mark(array.get(at), choices, fragments));
                case 2 -> array.insert(at, array.get(at).deepCopy());
                case 3 -> array.set(at, other.deepCopy());
                default -> repeat(array, at, choices);
            }
        }
        return tree;
    }

    private static void repeat(ArrayNode array, int at, Choices choices) {
        int times = choices.of(List.of(2, 100, 101, 501));
        for (int i = 0; i < times && array.size() < 600; i++) {
            array.add(array.get(at).deepCopy());
        }
    }

    private static void change(
            ObjectNode object,
            String name,
            JsonNode other,
            Choices choices,
            List<String> fragments) {
        switch (choices.below(8)) {
            case 0 -> object.remove(name);
            case 1 ->
                    object.set(name + choices.of(List.of("s", "", "\u0000")), object.remove(name));
            case 2 -> object.set(name, other.deepCopy());
            case 3 -> object.put(name, choices.number());
            case 4 -> object.put(name, choices.of(TYPES));
            case 5 -> object.set(choices.of(TYPES), mark(object, choices, fragments));
            default -> object.set(name, mark(object.get(name), choices, fragments));
        }
    }

    private static JsonNode mark(JsonNode old, Choices choices, List<String> fragments) {
        String fragment = choices.of(FRAGMENTS);
        if (old.isTextual() && choices.oneIn(3)) {
            byte[] changed = bytes(old.textValue().getBytes(StandardCharsets.UTF_8), choices);
            return Json.mapper()
                    .getNodeFactory()
                    .textNode(new String(changed, StandardCharsets.UTF_8));
        }
        fragments.add(fragment);
        return Json.mapper().getNodeFactory().textNode(MARK + (fragments.size() - 1) + MARK);
    }

    private static void collect(JsonNode node, List<JsonNode> parents) {
        if (node.isContainerNode() && !node.isEmpty()) {
            parents.add(node);
        }
        node.forEach(child -> collect(child, parents));
    }

    /** Other bytes: some flipped, cut, doubled or put in. */
    static byte[] bytes(byte[] valid, Choices choices) {
        if (valid.length == 0) {
            return choices.bytes(64);
        }
        byte[] bytes = valid.clone();
        int at = choices.below(bytes.length);
        switch (choices.below(5)) {
            case 0 -> bytes[at] ^= (byte) (1 << choices.below(8));
            case 1 -> bytes = Arrays.copyOf(bytes, at);
            case 2 -> bytes[at] = (byte) choices.below(256);
            case 3 -> {
                byte[] more = choices.bytes(32);
                byte[] longer = Arrays.copyOf(bytes, bytes.length + more.length);
                System.arraycopy(bytes, at, longer, at + more.length, bytes.length - at);
                System.arraycopy(more, 0, longer, at, more.length);
                bytes = longer;
            }
            default -> {
                int length = bytes.length;
                bytes = Arrays.copyOf(bytes, 2 * length - at);
                System.arraycopy(bytes, at, bytes, length, length - at);
            }
        }
        return bytes;
    }

    /** Compressed. */
    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String text(JsonNode tree) {
        try {
            return Json.mapper().writeValueAsString(tree);
        } catch (JacksonException unwritable) {
            // A text with half a surrogate pair; the fragments hold such ones as well.
            return "\"\\ud800\"";
        }
    }
}
