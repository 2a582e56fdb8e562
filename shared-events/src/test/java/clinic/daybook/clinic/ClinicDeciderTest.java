package clinic.daybook.clinic;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.clinic.ClinicCommand.NameClinic;
import clinic.daybook.clinic.ClinicCommand.SetAlertMinutes;
import clinic.daybook.clinic.ClinicCommand.SetCurrency;
import clinic.daybook.clinic.ClinicCommand.SetHours;
import clinic.daybook.clinic.ClinicCommand.SetTimeZone;
import clinic.daybook.clinic.ClinicEvent.AlertMinutesSet;
import clinic.daybook.clinic.ClinicEvent.ClinicHoursSet;
import clinic.daybook.clinic.ClinicEvent.ClinicNamed;
import clinic.daybook.clinic.ClinicEvent.ClinicTimeZoneSet;
import clinic.daybook.clinic.ClinicEvent.CurrencySet;
import clinic.daybook.event.DeciderSpecification;
import clinic.daybook.event.Previous;
import clinic.daybook.event.Refusals;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClinicDeciderTest {

    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final Currency WON = Currency.getInstance("KRW");
    private static final Currency YEN = Currency.getInstance("JPY");
    private static final LocalTime TEN = LocalTime.of(10, 0);
    private static final LocalTime SEVEN = LocalTime.of(19, 0);

    private static DeciderSpecification<ClinicCommand, ClinicEvent, ClinicState> clinic() {
        return DeciderSpecification.of(new ClinicDecider());
    }

    @Test
    void isNamed() {
        ClinicNamed named = new ClinicNamed("Han", new Previous<>(null));
        clinic().given()
                .when(new NameClinic("Han", null))
                .then(named)
                .andState(s -> assertThat(s.name()).isEqualTo("Han"));
        clinic().given(named).when(new NameClinic("Han", null)).thenNothing();
        clinic().given(named)
                .when(new NameClinic("Dul", null))
                .thenRefused(Refusals.CHANGED_SINCE, Map.of("field", "name"));
        clinic().given(named)
                .when(new NameClinic("Dul", "Han"))
                .then(new ClinicNamed("Dul", new Previous<>("Han")));
        clinic().given().when(new NameClinic("", null)).thenRefused(Refusals.INVALID_VALUE);
    }

    @Test
    void hasATimeZone() {
        clinic().given().thenState(s -> assertThat(s.zone()).isEqualTo(SEOUL));
        ClinicTimeZoneSet set = new ClinicTimeZoneSet(TOKYO, new Previous<>(null));
        clinic().given()
                .when(new SetTimeZone(TOKYO, null))
                .then(set)
                .andState(s -> assertThat(s.zone()).isEqualTo(TOKYO));
        clinic().given(set).when(new SetTimeZone(TOKYO, SEOUL)).thenNothing();
        clinic().given(set)
                .when(new SetTimeZone(SEOUL, null))
                .thenRefused(Refusals.CHANGED_SINCE, Map.of("field", "timeZone"));
    }

    @Test
    void hasACurrency() {
        clinic().given().thenState(s -> assertThat(s.money()).isEqualTo(WON));
        CurrencySet set = new CurrencySet(YEN, new Previous<>(null));
        clinic().given()
                .when(new SetCurrency(YEN, null))
                .then(set)
                .andState(s -> assertThat(s.money()).isEqualTo(YEN));
        clinic().given(set).when(new SetCurrency(YEN, WON)).thenNothing();
        clinic().given(set)
                .when(new SetCurrency(WON, null))
                .thenRefused(Refusals.CHANGED_SINCE, Map.of("field", "currency"));
    }

    @Test
    void hasHours() {
        ClinicHoursSet set = new ClinicHoursSet(TEN, SEVEN);
        clinic().given()
                .when(new SetHours(TEN, SEVEN))
                .then(set)
                .andState(s -> assertThat(s.closes()).isEqualTo(SEVEN));
        clinic().given(set).when(new SetHours(TEN, SEVEN)).thenNothing();
        clinic().given().when(new SetHours(SEVEN, TEN)).thenRefused(Refusals.INVALID_VALUE);
    }

    @Test
    void hasAlertLimits() {
        AlertMinutesSet set = new AlertMinutesSet("arrived", 10);
        clinic().given()
                .when(new SetAlertMinutes("arrived", 10))
                .then(set)
                .andState(s ->
                        assertThat(s.alertMinutes()).containsExactly(Map.entry("arrived", 10)));
        clinic().given(set).when(new SetAlertMinutes("arrived", 10)).thenNothing();
        clinic().given(set)
                .when(new SetAlertMinutes("checked-in", 20))
                .then(new AlertMinutesSet("checked-in", 20))
                .andState(s -> assertThat(s.alertMinutes()).hasSize(2));
        clinic().given()
                .when(new SetAlertMinutes("arrived", 0))
                .thenRefused(Refusals.INVALID_VALUE);
    }

    @Test
    void whoClaimsNothingIsNotChecked() {
        clinic().given(new ClinicNamed("Han", null), new CurrencySet(YEN, null))
                .thenLegal(new ClinicNamed("Dul", null));
        clinic().given(new ClinicTimeZoneSet(SEOUL, null))
                .thenLegal(new ClinicTimeZoneSet(TOKYO, null));
    }
}
