package clinic.daybook.procedure;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.event.DeciderSpecification;
import clinic.daybook.event.Refusals;
import clinic.daybook.procedure.ProcedureCommand.Change;
import clinic.daybook.procedure.ProcedureCommand.Define;
import clinic.daybook.procedure.ProcedureCommand.Retire;
import clinic.daybook.procedure.ProcedureEvent.ProcedureChanged;
import clinic.daybook.procedure.ProcedureEvent.ProcedureChanged.Values;
import clinic.daybook.procedure.ProcedureEvent.ProcedureDefined;
import clinic.daybook.procedure.ProcedureEvent.ProcedureRetired;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcedureDeciderTest {

    private static final ProcedureDefined DEFINED =
            new ProcedureDefined("laser", 30, 200_000, ProcedureKind.TREATMENT, 10);
    private static final Values SEEN =
            new Values("laser", 30, 200_000, ProcedureKind.TREATMENT, 10);

    private static DeciderSpecification<ProcedureCommand, ProcedureEvent, Procedure> procedure() {
        return DeciderSpecification.of(new ProcedureDecider());
    }

    private static Define define(int minutes) {
        return new Define("laser", minutes, 200_000, ProcedureKind.TREATMENT, 10);
    }

    private static Change change(int minutes, Values seen) {
        return new Change("laser", minutes, 200_000, ProcedureKind.TREATMENT, 10, seen);
    }

    private static ProcedureChanged changed(int minutes, Values previous) {
        return new ProcedureChanged(
                "laser", minutes, 200_000, ProcedureKind.TREATMENT, 10, previous);
    }

    @Test
    void isDefinedOnce() {
        procedure()
                .given()
                .when(define(30))
                .then(DEFINED)
                .andState(s -> {
                    assertThat(s.onMenu()).isTrue();
                    assertThat(s.price()).isEqualTo(200_000);
                });
        procedure().given(DEFINED).when(define(30)).thenNothing();
        procedure().given(DEFINED).when(define(40)).thenRefused(Refusals.ALREADY_EXISTS);
        procedure().given().when(define(0)).thenRefused(Refusals.INVALID_VALUE);
        procedure()
                .given(DEFINED, new ProcedureRetired())
                .when(define(30))
                .thenRefused(Refusals.ALREADY_EXISTS);
    }

    @Test
    void isChangedAsItWasSeen() {
        procedure()
                .given(DEFINED)
                .when(change(40, SEEN))
                .then(changed(40, SEEN))
                .andState(s -> assertThat(s.minutes()).isEqualTo(40));
        procedure().given(DEFINED).when(change(30, SEEN)).thenNothing();
        procedure().given(DEFINED, changed(40, null)).when(change(40, SEEN)).thenNothing();
        procedure()
                .given(DEFINED, changed(40, null))
                .when(change(45, SEEN))
                .thenRefused(Refusals.CHANGED_SINCE, Map.of("field", "minutes"));
    }

    @Test
    void theFieldThatMovedIsNamed() {
        for (var moved :
                Map.of(
                                "name",
                                new Values("peel", 30, 200_000, ProcedureKind.TREATMENT, 10),
                                "price",
                                new Values("laser", 30, 1, ProcedureKind.TREATMENT, 10),
                                "kind",
                                new Values("laser", 30, 200_000, ProcedureKind.CARE, 10),
                                "bufferMinutes",
                                new Values("laser", 30, 200_000, ProcedureKind.TREATMENT, null))
                        .entrySet()) {
            procedure()
                    .given(DEFINED)
                    .when(change(40, moved.getValue()))
                    .thenRefused(Refusals.CHANGED_SINCE, Map.of("field", moved.getKey()));
        }
    }

    @Test
    void isRetiredForGood() {
        ProcedureRetired retired = new ProcedureRetired();
        procedure()
                .given(DEFINED)
                .when(new Retire())
                .then(retired)
                .andState(s -> assertThat(s.onMenu()).isFalse());
        procedure().given(DEFINED, retired).when(new Retire()).thenNothing();
        procedure()
                .given(DEFINED, retired)
                .when(change(40, SEEN))
                .thenRefused(
                        Refusals.ILLEGAL_IN_STATE,
                        Map.of("state", "retired", "event", "ProcedureChanged"));
        procedure().given(DEFINED, retired).thenIllegal(retired, Refusals.ILLEGAL_IN_STATE);
    }

    @Test
    void nothingPrecedesItsDefinition() {
        procedure().given().when(new Retire()).thenRefused(Refusals.ILLEGAL_IN_STATE);
        procedure().given().when(change(40, SEEN)).thenRefused(Refusals.ILLEGAL_IN_STATE);
    }
}
