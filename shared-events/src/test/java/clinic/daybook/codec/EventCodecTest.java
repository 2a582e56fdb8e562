package clinic.daybook.codec;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.clinic.ClinicEvent.ClinicNamed;
import clinic.daybook.codec.EventCodec.Decoded;
import clinic.daybook.customer.CustomerEvent.CustomerDetailsChanged;
import clinic.daybook.event.Personal;
import clinic.daybook.event.Previous;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationEvent.PractitionerAssigned;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {

    private static final String STAFF = "staff-00000000-0000-0001-0000-000000000001";
    private static final String TASK =
            "{\"taskId\":\"00000000-0000-000a-0000-000000000001\","
                    + "\"procedureId\":\"procedure-00000000-0000-0001-0000-000000000001\","
                    + "\"name\":\"laser\",\"minutes\":30,\"price\":200000,\"sequence\":1}";
    private static final String BOOKED =
            "{\"customerId\":\"customer-00000000-0000-0001-0000-000000000001\","
                    + "\"startsAt\":\"2026-03-02T01:00:00Z\",\"minutes\":60,"
                    + "\"channel\":\"walk-in\",\"treatments\":["
                    + TASK
                    + "]}";

    private static Decoded decode(String type, String json) {
        return decode(type, 1, json);
    }

    private static Decoded decode(String type, int schema, String json) {
        try {
            JsonNode data = Json.mapper().readTree(json);
            return EventCodec.decode(type, schema, data);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertMalformed(Decoded decoded, String message) {
        assertThat(decoded).isEqualTo(new Decoded.Malformed(message));
    }

    @Test
    void readsWhatItIsMadeFor() {
        assertThat(decode("ReservationBooked", BOOKED)).isInstanceOf(Decoded.Known.class);
    }

    @ParameterizedTest
    @CsvSource({
        "name, ReservationBooked",
        "memo, ReservationBooked",
        "reason, ReservationCancelled",
        "note, CustomerDeparted",
        "phone, CustomerRegistered",
        "name, CustomerRegistered",
        "birthDate, CustomerDetailsChanged",
        "name, PromiseCalledBack",
    })
    void aPersonalFieldInDataIsMalformed(String field, String type) {
        assertMalformed(
                decode(type, "{\"" + field + "\":\"x\"}"), "personal field in data: " + field);
    }

    @Test
    void aPersonalFieldHidesNowhere() {
        assertMalformed(
                decode("CustomerArrived", "{\"more\":[{\"deep\":{\"phone\":\"010\"}}]}"),
                "personal field in data: phone");
        assertMalformed(
                decode("CustomerArrived", "{\"replaces\":{\"name\":\"Kim\"}}"),
                "personal field in data: name");
        assertMalformed(
                decode(
                        "ReservationBooked",
                        BOOKED.replace(
                                "\"minutes\":60",
                                "\"minutes\":60,\"customer\":{\"name\":\"Kim\"}")),
                "personal field in data: name");
    }

    @Test
    void theNamesOfThingsAndEmployeesAreNotPersonal() {
        assertThat(decode("StaffHired", "{\"name\":\"Lee\",\"role\":\"front-desk\"}"))
                .isInstanceOf(Decoded.Known.class);
        assertThat(decode("RoomOpened", "{\"name\":\"1\",\"kind\":\"laser\"}"))
                .isInstanceOf(Decoded.Known.class);
        assertThat(decode("TreatmentAdded", "{\"task\":" + TASK + ",\"origin\":\"upsell\"}"))
                .isInstanceOf(Decoded.Known.class);
    }

    @Test
    void replacedFieldsAreNamedByTheirKeysAndHoldNothingButIds() {
        UUID id = new UUID(0, 1);
        String json = "{\"replaces\":{\"name\":\"" + id + "\",\"phone\":null}}";
        Map<String, Previous<UUID>> replaces = new HashMap<>();
        replaces.put("name", new Previous<>(id));
        replaces.put("phone", new Previous<>(null));
        assertThat(decode("CustomerDetailsChanged", json))
                .isEqualTo(
                        new Decoded.Known(
                                new CustomerDetailsChanged(null, null, null, null, replaces)));
        assertThat(decode("CustomerDetailsChanged", "{\"replaces\":{\"name\":\"Kim\"}}"))
                .isInstanceOf(Decoded.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"customerId", "startsAt", "minutes", "channel", "treatments"})
    void aMissingFieldIsNamed(String field) throws Exception {
        var data = (com.fasterxml.jackson.databind.node.ObjectNode) Json.mapper().readTree(BOOKED);
        data.remove(field);
        assertThat(EventCodec.decode("ReservationBooked", 1, data))
                .isEqualTo(new Decoded.Malformed("missing: " + field));
        data.putNull(field);
        assertThat(EventCodec.decode("ReservationBooked", 1, data))
                .isEqualTo(new Decoded.Malformed("missing: " + field));
    }

    @Test
    void aMissingFieldInsideIsMalformed() {
        assertThat(decode("ReservationBooked", BOOKED.replace("\"sequence\":1", "\"x\":1")))
                .isInstanceOf(Decoded.Malformed.class);
        assertThat(decode("ReservationBooked", BOOKED.replace("\"minutes\":30,", "")))
                .isInstanceOf(Decoded.Malformed.class);
        assertThat(decode("ReservationBooked", BOOKED.replace("[" + TASK + "]", "[null]")))
                .isInstanceOf(Decoded.Malformed.class);
        assertThat(
                        decode(
                                "TreatmentTimeCorrected",
                                "{\"taskId\":\"00000000-0000-000a-0000-000000000001\","
                                        + "\"startedAt\":\"2026-03-02T01:00:00Z\","
                                        + "\"finishedAt\":\"2026-03-02T02:00:00Z\","
                                        + "\"previous\":{}}"))
                .isEqualTo(new Decoded.Malformed("missing: previous.startedAt"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"minutes\":60 | \"minutes\":60.0",
                "\"minutes\":60 | \"minutes\":60.5",
                "\"minutes\":60 | \"minutes\":\"60\"",
                "\"minutes\":60 | \"minutes\":true",
                "\"minutes\":60 | \"minutes\":99999999999",
                "\"minutes\":60 | \"minutes\":0",
                "\"minutes\":60 | \"minutes\":1441",
                "\"price\":200000 | \"price\":0",
                "\"price\":200000 | \"price\":-1",
                "\"price\":200000 | \"price\":2e5",
                "\"price\":200000 | \"price\":1000000000001",
                "\"name\":\"laser\" | \"name\":\" \"",
                "\"name\":\"laser\" | \"name\":7",
                "\"name\":\"laser\" | \"name\":true",
                "\"walk-in\" | \"WALK_IN\"",
                "\"walk-in\" | \"fax\"",
                "\"walk-in\" | 1",
                "\"walk-in\" | \"\"",
                "\"2026-03-02T01:00:00Z\" | \"2026-03-02\"",
                "\"2026-03-02T01:00:00Z\" | 1772413200",
                "\"customer-0 | \"staff-0",
                "\"customer-0 | \"0",
                "\"procedure-0 | \"room-0",
                "00000000-0000-000a-0000-000000000001 | 0-0-a-0-1",
                "00000000-0000-000a-0000-000000000001 | 00000000-0000-000A-0000-000000000001",
                "\"sequence\":1 | \"sequence\":0",
            })
    void aValueThatDoesNotFitIsMalformed(String good, String bad) {
        assertThat(BOOKED).contains(good);
        Decoded decoded = decode("ReservationBooked", BOOKED.replace(good, bad));
        assertThat(decoded).isInstanceOf(Decoded.Malformed.class);
    }

    @Test
    void theMessageHoldsNoValue() {
        Decoded decoded =
                decode("ReservationBooked", BOOKED.replace("\"walk-in\"", "\"Kim Hana\""));
        assertMalformed(decoded, "field does not fit: channel");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "\"x\"", "1"})
    void dataIsAnObject(String json) {
        assertMalformed(decode("CustomerArrived", json), "data is not an object");
    }

    @Test
    void unknownExtraFieldsAreTolerated() {
        assertThat(decode("CustomerArrived", "{\"later\":{\"version\":[1]}}"))
                .isInstanceOf(Decoded.Known.class);
    }

    @Test
    void anUnknownTypeOrSchemaIsUnknown() {
        assertThat(decode("CustomerTeleported", "{}")).isEqualTo(new Decoded.Unknown());
        assertThat(decode("CustomerArrived", 2, "{}")).isEqualTo(new Decoded.Unknown());
        assertThat(decode("CustomerArrived", 0, "{}")).isEqualTo(new Decoded.Unknown());
        assertThat(EventCodec.kindOf("CustomerTeleported")).isNull();
        assertThat(EventCodec.kindOf("CustomerArrived")).isEqualTo("reservation");
    }

    @Test
    void anEmptyPreviousIsNotTheSameAsNone() {
        StreamId kim = StreamId.parse(STAFF);
        String none = "{\"practitionerId\":\"" + STAFF + "\"}";
        String empty = "{\"practitionerId\":\"" + STAFF + "\",\"previous\":null}";
        PractitionerAssigned claimsNothing = new PractitionerAssigned(kim, null);
        PractitionerAssigned claimsEmpty = new PractitionerAssigned(kim, new Previous<>(null));
        assertThat(decode("PractitionerAssigned", none))
                .isEqualTo(new Decoded.Known(claimsNothing));
        assertThat(decode("PractitionerAssigned", empty)).isEqualTo(new Decoded.Known(claimsEmpty));
        assertThat(EventCodec.encode(claimsNothing).toString()).isEqualTo(none);
        assertThat(EventCodec.encode(claimsEmpty).toString()).isEqualTo(empty);
    }

    @Test
    void previousValuesAreReadByTheirType() {
        assertThat(decode("ClinicNamed", "{\"name\":\"Han\",\"previous\":\"Daybook\"}"))
                .isEqualTo(new Decoded.Known(new ClinicNamed("Han", new Previous<>("Daybook"))));
        assertThat(
                        decode(
                                "PractitionerAssigned",
                                "{\"practitionerId\":\"" + STAFF + "\",\"previous\":7}"))
                .isInstanceOf(Decoded.Malformed.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ProcedureDefined | {'name':'x','minutes':0,'price':1,'kind':'care'}",
                "ProcedureDefined | {'name':'x','minutes':1,'price':0,'kind':'care'}",
                "ProcedureDefined | {'name':'','minutes':1,'price':1,'kind':'care'}",
                "ProcedureDefined | {'name':'x','minutes':1,'price':1,'kind':'care','bufferMinutes':-1}",
                "ProcedureChanged | {'name':'x','minutes':1,'price':-1,'kind':'care'}",
                "StaffHired | {'name':' ','role':'admin'}",
                "StaffHired | {'name':'x','role':'root'}",
                "RoomOpened | {'name':'','kind':'care'}",
                "RoomRenamed | {'name':''}",
                "RoomBlocked | {'from':'2026-03-02T01:00:00Z','until':'2026-03-02T01:00:00Z'}",
                "ClinicNamed | {'name':''}",
                "ClinicTimeZoneSet | {'timeZone':'Asia/Nowhere'}",
                "CurrencySet | {'currency':'WON'}",
                "ClinicHoursSet | {'opens':'19:00','closes':'10:00'}",
                "AlertMinutesSet | {'state':'arrived','minutes':0}",
                "CustomerRegistered | {'nationality':'kr'}",
                "CustomerRegistered | {'chartNumber':''}",
            })
    void referenceDataThatNoStateMakesRightIsMalformed(String type, String json) {
        assertThat(decode(type, json.replace('\'', '"'))).isInstanceOf(Decoded.Malformed.class);
    }

    @Test
    void everyTypeTakesTheFreeTextsThatAnyoneMayWrite() {
        for (String type : EventCodec.known().keySet()) {
            assertThat(EventCodec.personalFieldsOf(type))
                    .as(type)
                    .contains("reason", "note")
                    .isSubsetOf(Personal.FIELDS);
        }
        assertThat(EventCodec.personalFieldsOf("MemoChanged")).contains("memo");
        assertThat(EventCodec.personalFieldsOf("CustomerRegistered"))
                .containsAll(List.of("name", "phone", "birthDate"));
    }
}
