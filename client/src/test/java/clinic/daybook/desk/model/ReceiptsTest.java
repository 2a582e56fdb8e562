package clinic.daybook.desk.model;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.desk.model.Receipts.Desk;
import clinic.daybook.desk.model.SyncStatus.Connection;
import clinic.daybook.desk.model.SyncStatus.OtherDesk;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Language;
import clinic.daybook.desk.ui.ReceiptWords;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.event.StreamId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which desks have a change, by what each said it had applied, and how that is said. */
class ReceiptsTest {

    private static final Instant TWO = Instant.parse("2027-01-06T05:02:00Z");
    private static final Instant ONE = Instant.parse("2027-01-06T04:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2027, 1, 6);
    private static final StreamId HERE = id(1);

    private final Formats formats = Formats.standard();

    @AfterEach
    void koreanAgain() {
        Texts.languageProperty().set(Language.KOREAN);
    }

    private static StreamId id(int n) {
        return new StreamId("desk", new UUID(7, n));
    }

    private static SyncStatus status(Connection connection, OtherDesk... others) {
        List<OtherDesk> all = new ArrayList<>();
        // What the server has heard of this desk lags behind what is applied here.
        all.add(new OtherDesk(HERE, "데스크 1", true, ONE, 3));
        all.addAll(List.of(others));
        return new SyncStatus(connection, ONE, 0, 0, 20, 20, all);
    }

    @Test
    void aDeskHasWhatItSaidItHadApplied() {
        Receipts receipts =
                Receipts.of(
                        10L,
                        status(
                                Connection.LIVE,
                                new OtherDesk(id(2), "데스크 2", true, ONE, 10),
                                new OtherDesk(id(3), "데스크 3", false, TWO, 9),
                                new OtherDesk(id(4), "데스크 4", true, ONE, 9),
                                new OtherDesk(id(5), "데스크 5", false, ONE, 9),
                                new OtherDesk(id(6), "데스크 6", false, TWO, 12)),
                        HERE);

        assertThat(receipts.has())
                .extracting(Desk::name)
                .containsExactly("데스크 1", "데스크 2", "데스크 6");
        assertThat(receipts.lacks())
                .containsExactly(
                        new Desk("데스크 5", false, false, ONE),
                        new Desk("데스크 3", false, false, TWO),
                        new Desk("데스크 4", false, true, null));
        assertThat(receipts.everywhere()).isFalse();
        assertThat(receipts.asOf()).isNull();
        assertThat(Receipts.of(3L, status(Connection.LIVE), HERE).everywhere()).isTrue();
    }

    @Test
    void whatIsNotOnTheServerNobodyElseHas() {
        SyncStatus status =
                status(Connection.OFFLINE, new OtherDesk(id(2), "데스크 2", true, ONE, 99));
        Receipts receipts = Receipts.of((Long) null, status, HERE);

        assertThat(receipts.onServer()).isFalse();
        assertThat(receipts.has()).extracting(Desk::here).containsExactly(true);
        assertThat(receipts.lacks()).hasSize(1);
        assertThat(ReceiptWords.lines(receipts, formats, TODAY)).isEqualTo("아직 이 데스크에만 있음");
    }

    @Test
    void itIsSaidInBothLanguages() {
        Receipts receipts =
                Receipts.of(
                        10L,
                        status(
                                Connection.OFFLINE,
                                new OtherDesk(id(2), "데스크 2", true, ONE, 10),
                                new OtherDesk(id(3), "데스크 3", false, TWO, 9),
                                new OtherDesk(id(4), "데스크 4", false, null, 0)),
                        HERE);
        Formats seoul =
                Formats.of(
                        new Reference(
                                "",
                                ZoneId.of("Asia/Seoul"),
                                Currency.getInstance("KRW"),
                                java.time.LocalTime.of(9, 0),
                                java.time.LocalTime.of(19, 0),
                                java.util.Map.of(),
                                List.of(),
                                List.of(),
                                List.of()));

        assertThat(ReceiptWords.lines(receipts, seoul, TODAY).lines())
                .containsExactly(
                        "데스크 4: 아직 · 연결된 적 없음",
                        "데스크 3: 아직 · 14:02부터 오프라인",
                        "받음: 데스크 1 (여기), 데스크 2",
                        "이 데스크가 오프라인이라 13:00 기준");
        Texts.languageProperty().set(Language.ENGLISH);
        assertThat(ReceiptWords.lines(receipts, seoul, TODAY).lines())
                .containsExactly(
                        "데스크 4: not yet, never connected",
                        "데스크 3: not yet, offline since 14:02",
                        "Have it: 데스크 1 (here), 데스크 2",
                        "As of 13:00, since this desk is offline");
    }

    @Test
    void ofManyDesksNotEveryOneIsALine() {
        OtherDesk[] many = new OtherDesk[60];
        for (int i = 0; i < many.length; i++) {
            many[i] = new OtherDesk(id(i + 2), "데스크 " + i, true, ONE, i % 2 == 0 ? 10 : 9);
        }
        String words =
                ReceiptWords.lines(
                        Receipts.of(10L, status(Connection.LIVE, many), HERE), formats, TODAY);

        assertThat(words.lines()).hasSize(10);
        assertThat(words).endsWith("그 밖에 22대도 아직\n31대가 받음");
    }
}
