package clinic.daybook.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.event.DeciderSpecification;
import clinic.daybook.event.StreamId;
import clinic.daybook.outcome.OutcomeCommand.CallBack;
import clinic.daybook.outcome.OutcomeCommand.Kind;
import clinic.daybook.outcome.OutcomeCommand.Report;
import clinic.daybook.outcome.OutcomeEvent.ChangeAdjusted;
import clinic.daybook.outcome.OutcomeEvent.ChangeLetGo;
import clinic.daybook.outcome.OutcomeEvent.ChangeNeedsPerson;
import clinic.daybook.outcome.OutcomeEvent.ChangeRedone;
import clinic.daybook.outcome.OutcomeEvent.ChangeUnchanged;
import clinic.daybook.outcome.OutcomeEvent.PromiseCalledBack;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OutcomeDeciderTest {

    private static final UUID COMMIT = new UUID(0xF, 1);
    private static final UUID INTENT = new UUID(0xF, 2);
    private static final StreamId STREAM = new StreamId("reservation", new UUID(1, 1));

    private static final ChangeNeedsPerson NEEDS_PERSON =
            new ChangeNeedsPerson(
                    COMMIT, INTENT, STREAM, "Cancel", 3, 5, "illegal-in-state", null, null, null);
    private static final ChangeLetGo LET_GO =
            new ChangeLetGo(COMMIT, INTENT, STREAM, "Cancel", 3, 5, "illegal-in-state");

    private static DeciderSpecification<OutcomeCommand, OutcomeEvent, DeskOutcomes> desk() {
        return DeciderSpecification.of(new OutcomeDecider());
    }

    private static Report report(Kind kind) {
        return new Report(
                kind,
                COMMIT,
                INTENT,
                STREAM,
                "Cancel",
                3,
                5,
                "illegal-in-state",
                null,
                null,
                null,
                null);
    }

    @Test
    void reportsWhatBecameOfAChange() {
        desk().given()
                .when(report(Kind.ADJUSTED))
                .then(
                        new ChangeAdjusted(
                                COMMIT,
                                INTENT,
                                STREAM,
                                "Cancel",
                                3,
                                5,
                                "illegal-in-state",
                                null,
                                null));
        desk().given()
                .when(report(Kind.REDONE))
                .then(
                        new ChangeRedone(
                                COMMIT, INTENT, STREAM, "Cancel", 3, 5, "illegal-in-state", null));
        desk().given()
                .when(report(Kind.UNCHANGED))
                .then(
                        new ChangeUnchanged(
                                COMMIT,
                                INTENT,
                                STREAM,
                                "Cancel",
                                3,
                                5,
                                "illegal-in-state",
                                null,
                                null));
        desk().given().when(report(Kind.LET_GO)).then(LET_GO);
    }

    @Test
    void aChangeWaitsForAPersonUntilItIsSettled() {
        desk().given()
                .when(report(Kind.NEEDS_PERSON))
                .then(NEEDS_PERSON)
                .andState(s -> assertThat(s.waiting()).containsOnlyKeys(COMMIT));
        desk().given(NEEDS_PERSON)
                .when(report(Kind.LET_GO))
                .then(LET_GO)
                .andState(s -> assertThat(s.waiting()).isEmpty());
    }

    @Test
    void theSameReportTwiceIsOne() {
        desk().given(NEEDS_PERSON).when(report(Kind.NEEDS_PERSON)).thenNothing();
    }

    @Test
    void aPromiseIsCalledBackOnce() {
        PromiseCalledBack called = new PromiseCalledBack(COMMIT);
        desk().given().when(new CallBack(COMMIT)).then(called);
        desk().given(called).when(new CallBack(COMMIT)).thenNothing();
    }

    @Test
    void acceptsEverything() {
        desk().given(LET_GO, LET_GO, NEEDS_PERSON).thenLegal(LET_GO);
        desk().given(new PromiseCalledBack(COMMIT)).thenLegal(new PromiseCalledBack(COMMIT));
    }
}
