package clinic.daybook.desk.ui.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.desk.model.AuditEntry;
import clinic.daybook.desk.model.AuditEntry.FieldChange;
import clinic.daybook.desk.model.AuditValue;
import clinic.daybook.desk.model.ChangeOutcome;
import clinic.daybook.desk.model.ChangeOutcome.Became;
import clinic.daybook.desk.model.SyncMark;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.FxTest;
import clinic.daybook.desk.ui.Language;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Theme;
import clinic.daybook.event.StreamId;
import clinic.daybook.reservation.ReservationCommand.Reschedule;
import clinic.daybook.reservation.ReservationEvent;
import clinic.daybook.reservation.Slot;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** The timeline under the keyboard, and its words. */
class TimelineViewTest extends FxTest {

    private static final Instant NOON = Instant.parse("2027-01-06T03:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2027, 1, 6);
    private static final Formats FORMATS = Formats.standard();

    @Test
    void arrowsMoveAndEnterOpens() {
        TimelineView view = fx(TimelineView::new);
        fx(() -> view.show(entries(3), FORMATS, TODAY));
        Scene scene = show(view, 360, 500);
        TimelineEntryView second = view.entry(id(2)).orElseThrow();
        fx(() -> view.entry(id(3)).orElseThrow().focusHead());
        press(KeyCode.DOWN);
        assertThat(hasFocus(second)).isTrue();
        press(KeyCode.SPACE);
        assertThat(scene.getRoot().lookupAll(".db-entry-facts")).hasSize(1);
        press(KeyCode.END);
        assertThat(hasFocus(view.entry(id(1)).orElseThrow())).isTrue();
    }

    @Test
    void aNewEntryNeitherClosesNorMovesWhatIsLookedAt() {
        TimelineView view = fx(TimelineView::new);
        fx(() -> view.show(entries(3), FORMATS, TODAY));
        Scene scene = show(view, 360, 500);
        TimelineEntryView second = view.entry(id(2)).orElseThrow();
        fx(second::toggle);
        fx(second::focusHead);
        fx(() -> view.show(entries(4), FORMATS, TODAY));
        assertThat(view.entry(id(2))).containsSame(second);
        assertThat(hasFocus(second)).isTrue();
        assertThat(scene.getRoot().lookupAll(".db-entry-facts")).hasSize(1);
    }

    @Test
    void aLongHistoryIsShownInPieces() {
        TimelineView view = fx(TimelineView::new);
        fx(() -> view.show(entries(100), FORMATS, TODAY));
        show(view, 360, 500);
        assertThat(view.getChildren()).hasSize(41);
        fx(() -> ((Button) view.getChildren().getLast()).fire());
        fx(() -> ((Button) view.getChildren().getLast()).fire());
        assertThat(view.getChildren()).hasSize(100);
    }

    @Test
    void everyEventHasWordsAndAnIconInBothLanguages() {
        for (Class<?> type : ReservationEvent.class.getPermittedSubclasses()) {
            AuditEntry entry = entry(1, type.getSimpleName(), "HIFU 리프팅");
            for (Language language : Language.values()) {
                fx(() -> Texts.languageProperty().set(language));
                assertThat(AuditWords.title(entry)).as(type.getSimpleName()).doesNotContain("Un{");
                assertThat(AuditWords.title(entry)).isNotEqualTo(type.getSimpleName());
            }
            assertThat(fx(() -> AuditIcons.of(type.getSimpleName()))).isNotNull();
        }
        fx(() -> Texts.languageProperty().set(Language.KOREAN));
    }

    @Test
    void valuesReadAsPeopleWriteThem() {
        assertThat(AuditWords.value(null, FORMATS)).isEqualTo("–");
        assertThat(AuditWords.value(new AuditValue.Money(90_000), FORMATS)).isEqualTo("90,000원");
        assertThat(AuditWords.value(new AuditValue.Minutes(18), FORMATS)).isEqualTo("18분");
        assertThat(AuditWords.value(new AuditValue.At(NOON), FORMATS)).isEqualTo("1월 6일 12:00");
        assertThat(AuditWords.value(new AuditValue.Word("channel.phone"), FORMATS)).isEqualTo("전화");
        assertThat(
                        AuditWords.valueInLine(
                                new FieldChange("sequence", null, new AuditValue.Number(4)),
                                new AuditValue.Number(4),
                                FORMATS))
                .isEqualTo("순번 4");
        assertThat(
                        AuditWords.value(
                                new AuditValue.Reference(new StreamId("room", id(1)), ""), FORMATS))
                .isEqualTo("알 수 없음");
    }

    @Test
    void aLineTellsWhatWasReplacedAndNotWhatItsTitleSays() {
        AuditEntry entry = entry(1, "TreatmentStarted", "HIFU 리프팅");
        assertThat(AuditWords.replaced(entry))
                .extracting(FieldChange::field)
                .containsExactly("roomId");
        assertThat(AuditWords.by(entry, FORMATS)).isEqualTo("남도현 · 데스크 2 · “레이저 1 점검”");
        assertThat(AuditWords.clockOffset(entry, FORMATS)).isEqualTo("데스크 시계 −3초");
    }

    @Test
    void whatBecameOfAChangeStandsWithWhatWasMeantAndWhatHadHappened() {
        AuditEntry alone = outcome(Became.KEPT);
        assertThat(AuditWords.title(alone)).isEqualTo("예약 시간 변경");
        assertThat(AuditWords.told(alone, FORMATS)).isEqualTo("1월 6일 13:00 · 60분 · 레이저 1");
        TimelineView view = fx(TimelineView::new);
        fx(() -> view.show(List.of(alone, entry(2, "TreatmentStarted", "HIFU")), FORMATS, TODAY));
        Scene scene = show(view, 376, 560);
        fx(() -> view.entry(alone.eventId()).orElseThrow().toggle());
        List<String> texts =
                view.lookupAll(".label").stream().map(n -> ((Label) n).getText()).toList();
        assertThat(texts)
                .contains(
                        "그대로 둠",
                        "2번째 기록까지",
                        "HIFU 리프팅 시작 · 남도현 · 데스크 2 · 12:00",
                        "그대로 둠: 값이 바뀜",
                        "남도현 · 1월 6일 12:00 · 그대로 둠");
        snapshot(scene, "timeline-outcome-ko-light");
        fx(() -> {
            Texts.languageProperty().set(Language.ENGLISH);
            Theme.modeProperty().set(Theme.Mode.DARK);
        });
        snapshot(scene, "timeline-outcome-en-dark");
        for (Became became : Became.values()) {
            assertThat(OutcomeWords.became(became)).isNotBlank();
        }
        fx(() -> {
            Texts.languageProperty().set(Language.KOREAN);
            Theme.modeProperty().set(Theme.Mode.LIGHT);
        });
    }

    private static AuditEntry outcome(Became became) {
        StreamId room = new StreamId("room", id(1));
        StreamId reservation = new StreamId("reservation", id(9));
        StreamId staff = new StreamId("staff", id(4));
        StreamId desk = new StreamId("desk", id(2));
        ChangeOutcome outcome =
                new ChangeOutcome(
                        id(1_500),
                        reservation,
                        "윤서아",
                        desk,
                        "데스크 2",
                        staff,
                        "남도현",
                        "Reschedule",
                        new Reschedule(
                                NOON.plusSeconds(3_600),
                                60,
                                null,
                                room,
                                new Slot(NOON, 60, null, null)),
                        Map.of(room, "레이저 1"),
                        NOON,
                        2,
                        3,
                        became,
                        "changed-since",
                        List.of(entry(3, "TreatmentStarted", "HIFU 리프팅")),
                        new ChangeOutcome.Answer(staff, "남도현", NOON, "kept-as-is"));
        return new AuditEntry(
                id(500),
                id(1_500),
                reservation,
                3,
                "ChangeLetGo",
                "",
                NOON,
                NOON,
                NOON,
                12L,
                staff,
                "남도현",
                desk,
                "데스크 2",
                null,
                "",
                2L,
                List.of(),
                false,
                List.of(),
                SyncMark.ON_SERVER,
                outcome);
    }

    private static List<AuditEntry> entries(int count) {
        List<AuditEntry> entries = new ArrayList<>();
        for (int i = count; i > 0; i--) {
            entries.add(entry(i, "TreatmentStarted", "HIFU 리프팅"));
        }
        return entries;
    }

    private static AuditEntry entry(long number, String type, String subject) {
        StreamId room = new StreamId("room", id(1));
        return new AuditEntry(
                id(number),
                id(number + 1_000),
                new StreamId("reservation", id(9)),
                number,
                type,
                subject,
                NOON,
                NOON.minusSeconds(3),
                NOON,
                number,
                new StreamId("staff", id(4)),
                "남도현",
                new StreamId("desk", id(2)),
                "데스크 2",
                null,
                "레이저 1 점검",
                number - 1,
                List.of(),
                false,
                List.of(
                        new FieldChange(
                                "status",
                                new AuditValue.Word("status.waiting-treatment"),
                                new AuditValue.Word("status.in-treatment")),
                        new FieldChange(
                                "roomId",
                                new AuditValue.Reference(room, "레이저 1"),
                                new AuditValue.Reference(room, "레이저 2"))),
                SyncMark.ON_SERVER);
    }

    private static UUID id(long number) {
        return new UUID(0x7000L, Long.MIN_VALUE | number);
    }
}
