package clinic.daybook.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.server.console.ConsoleSnapshot.Desk;
import clinic.daybook.server.console.Finding.Severity;
import clinic.daybook.server.kinesis.ForwarderStatus;
import clinic.daybook.server.kinesis.ForwarderStatus.Reason;
import clinic.daybook.server.kinesis.ForwarderStatus.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FindingsTest {

    private static final long PLENTY = 100_000;

    @Test
    void findsNothingWhereAllIsWell() {
        Findings.Result result =
                Findings.of(
                        Snapshots.of(
                                Snapshots.running(),
                                PLENTY,
                                List.of(
                                        Snapshots.online("A", 18_207),
                                        Snapshots.offline("B", 3, 0, Duration.ofDays(3)))));
        assertThat(result.found()).isEmpty();
        assertThat(result.checks()).isEqualTo(3 + 2 * 3);
    }

    @Test
    void aDeskThatIsAwayWithUnsentWorkIsWorseTheLongerItIsAway() {
        assertThat(codesFor(Snapshots.offline("A", 1, 6, Duration.ofSeconds(30)))).isEmpty();
        assertThat(codesFor(Snapshots.offline("A", 1, 6, Duration.ofMinutes(5))))
                .containsExactly("WARN DB-4102");
        assertThat(codesFor(Snapshots.offline("A", 1, 6, Duration.ofMinutes(11))))
                .containsExactly("BAD DB-4102");
    }

    @Test
    void aDeskThatIsFarBehindAndAWrongClockAreFound() {
        assertThat(codesFor(Snapshots.online("A", 18_207 - 1_001))).containsExactly("WARN DB-4103");
        assertThat(codesFor(clock(29_999L))).isEmpty();
        assertThat(codesFor(clock(-30_000L))).containsExactly("WARN DB-2207");
        assertThat(codesFor(clock(300_000L))).containsExactly("BAD DB-2207");
        assertThat(codesFor(clock(null))).isEmpty();
    }

    @Test
    void littleSpaceIsFoundAndTheWorstComesFirst() {
        List<String> codes = codes(Snapshots.of(Snapshots.running(), 100, List.of(clock(31_000L))));
        assertThat(codes).containsExactly("BAD DB-3302", "WARN DB-2207");
        assertThat(codes(Snapshots.of(Snapshots.running(), 1_500, List.of())))
                .containsExactly("WARN DB-3302");
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void everyReasonToWaitForKinesisHasWordsInBothLanguages(Reason reason) {
        ForwarderStatus waiting =
                Snapshots.kinesis(State.WAITING, reason, 24, Duration.ofMinutes(3));
        ConsoleSnapshot snapshot = Snapshots.of(waiting, PLENTY, List.of());
        assertThat(codes(snapshot)).containsExactly("WARN DB-5101");
        for (Language language : Language.values()) {
            Overview overview = OverviewWriter.write(snapshot, new Trend(), Texts.of(language));
            assertThat(overview.notices())
                    .singleElement()
                    .satisfies(notice -> {
                        assertThat(notice.title()).isNotBlank().doesNotContain("{");
                        assertThat(notice.remedy()).isNotBlank().doesNotContain("{");
                    });
        }
    }

    private static Desk clock(Long offset) {
        return new Desk("A", true, Snapshots.NOW, 18_207, 0, 0, offset, "1.0.3");
    }

    private static List<String> codesFor(Desk desk) {
        return codes(Snapshots.of(Snapshots.running(), PLENTY, List.of(desk)));
    }

    private static List<String> codes(ConsoleSnapshot snapshot) {
        List<String> codes = new ArrayList<>();
        for (Finding finding : Findings.of(snapshot).found()) {
            Severity severity = finding.severity();
            codes.add(severity + " " + finding.code());
        }
        return codes;
    }
}
