package clinic.daybook.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.EnrolmentCode;
import clinic.daybook.protocol.KeyPin;
import clinic.daybook.protocol.StaffVerifier;
import clinic.daybook.server.store.AccessStore.DeskRow;
import clinic.daybook.server.store.AccessStore.SessionRow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link AccessStore} has to hold. */
@Timeout(120)
abstract class AccessStoreConformance {

    private static final Instant NOW =
            Instant.now().truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
    private static final Instant LATER = NOW.plus(Duration.ofHours(1));

    private Database database;
    private AccessStore access;

    /** Opens the store, the same each time within a test. */
    abstract Database open();

    @BeforeEach
    final void openStore() {
        database = open();
        access = database.access();
    }

    @AfterEach
    final void closeStore() {
        database.close();
    }

    private static ContentHash hash(String text) {
        return ContentHash.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static StreamId id(String kind) {
        return new StreamId(kind, UUID.randomUUID());
    }

    private DeskRow enrolled(String code, String token, StreamId desk) {
        access.addEnrolmentCode(hash(code), null, LATER);
        return access.enrol(hash(code), "데스크", desk, hash(token), NOW).orElseThrow();
    }

    @Test
    void aCodeWorksOnceAndNotForEver() {
        StreamId desk = id("desk");
        access.addEnrolmentCode(hash("code"), "Front", LATER);
        access.addEnrolmentCode(hash("old"), null, NOW.minusSeconds(1));
        assertThat(access.enrol(hash("wrong"), null, desk, hash("t"), NOW)).isEmpty();
        assertThat(access.enrol(hash("old"), null, desk, hash("t"), NOW)).isEmpty();
        DeskRow row = access.enrol(hash("code"), null, desk, hash("t"), NOW).orElseThrow();
        assertThat(row.name()).isEqualTo("Front");
        assertThat(row.enrolledAt()).isEqualTo(NOW);
        assertThat(row.since()).isNull();
        assertThat(row.level()).isNull();
        assertThat(row.clockOffsetMs()).isNull();
        assertThat(access.enrol(hash("code"), null, id("desk"), hash("u"), NOW)).isEmpty();
        assertThat(access.desks()).containsExactly(row);
    }

    @Test
    void aProgramReadsUntilItIsRevoked() {
        assertThat(access.addReader("Statistics", hash("first"), NOW)).isTrue();
        assertThat(access.addReader("Statistics", hash("second"), LATER)).isFalse();
        assertThat(access.addReader("Another", hash("third"), LATER)).isTrue();
        assertThat(access.readerOfToken(hash("first"))).contains("Statistics");
        assertThat(access.readerOfToken(hash("second"))).isEmpty();
        assertThat(access.deskOfToken(hash("first"), NOW)).isEmpty();
        assertThat(access.readers())
                .containsExactly(
                        new AccessStore.ReaderRow("Another", LATER),
                        new AccessStore.ReaderRow("Statistics", NOW));
        assertThat(access.removeReader("Statistics")).isTrue();
        assertThat(access.removeReader("Statistics")).isFalse();
        assertThat(access.readerOfToken(hash("first"))).isEmpty();
        assertThat(access.readerOfToken(hash("third"))).contains("Another");
    }

    @Test
    void aCodeHandedInByManyAtOnceLetsOneIn() throws Exception {
        access.addEnrolmentCode(hash("code"), null, LATER);
        try (Database second = open();
                ExecutorService executor = Executors.newFixedThreadPool(8)) {
            CountDownLatch begin = new CountDownLatch(1);
            List<Future<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                AccessStore at = i % 2 == 0 ? access : second.access();
                ContentHash token = hash("token " + i);
                all.add(
                        executor.submit(() -> {
                            begin.await();
                            return at.enrol(hash("code"), "x", id("desk"), token, NOW).isPresent();
                        }));
            }
            begin.countDown();
            int in = 0;
            for (Future<Boolean> one : all) {
                in += one.get(30, TimeUnit.SECONDS) ? 1 : 0;
            }
            assertThat(in).isEqualTo(1);
        }
        assertThat(access.desks()).hasSize(1);
    }

    @Test
    void whoEnrolsAgainKeepsItsIdAndLosesItsTokens() {
        StreamId desk = id("desk");
        enrolled("a", "first", desk);
        access.revoke(desk, NOW);
        enrolled("b", "second", desk);
        assertThat(access.desks()).singleElement().extracting(DeskRow::revokedAt).isNull();
        assertThat(access.deskOfToken(hash("first"), NOW)).isEmpty();
        assertThat(access.deskOfToken(hash("second"), NOW)).contains(desk);
    }

    @Test
    void tokensEndWhenTheyAreReplacedAndWhenTheDeskIsShutOutAtEveryServer() {
        StreamId desk = id("desk");
        enrolled("a", "first", desk);
        access.replaceToken(desk, hash("second"), NOW.plusSeconds(300), NOW);
        assertThat(access.deskOfToken(hash("first"), NOW)).contains(desk);
        assertThat(access.deskOfToken(hash("first"), NOW.plusSeconds(301))).isEmpty();
        try (Database other = open()) {
            assertThat(other.access().deskOfToken(hash("second"), LATER)).contains(desk);
            assertThat(access.revoke(desk, NOW)).isTrue();
            assertThat(other.access().revoke(desk, NOW)).isFalse();
            assertThat(other.access().deskOfToken(hash("second"), NOW)).isEmpty();
        }
        assertThat(access.revoke(id("desk"), NOW)).isFalse();
    }

    @Test
    void whatDesksSayOfThemselvesIsKept() {
        DeskRow row = enrolled("a", "t", id("desk"));
        enrolled("b", "u", id("desk"));
        DeskRow told =
                new DeskRow(
                        row.deskId(),
                        row.name(),
                        row.enrolledAt(),
                        null,
                        1L << 40,
                        3,
                        2,
                        "1.0 'x'",
                        -1_234L,
                        NOW,
                        4);
        access.saveStates(List.of(told));
        assertThat(access.desks()).contains(told).hasSize(2);
        DeskRow less =
                new DeskRow(
                        row.deskId(),
                        row.name(),
                        row.enrolledAt(),
                        null,
                        0,
                        0,
                        0,
                        "",
                        null,
                        null,
                        null);
        access.saveStates(List.of(less));
        assertThat(access.desks()).contains(less);
    }

    @Test
    void verifiersAreReplacedAndListedById() {
        StreamId first = new StreamId("staff", new UUID(0, 1));
        StreamId second = new StreamId("staff", new UUID(0, 2));
        access.putVerifier(new StaffVerifier(second, "$b"));
        access.putVerifier(new StaffVerifier(first, "$a"));
        access.putVerifier(new StaffVerifier(second, "$c"));
        assertThat(access.verifier(second)).contains("$c");
        assertThat(access.verifier(id("staff"))).isEmpty();
        assertThat(access.verifiers())
                .containsExactly(new StaffVerifier(first, "$a"), new StaffVerifier(second, "$c"));
    }

    @Test
    void sessionsAreKnownAtEveryServerAndForgottenOnceOver() {
        SessionRow over = new SessionRow(id("staff"), id("desk"), NOW.minusSeconds(1));
        SessionRow open = new SessionRow(id("staff"), id("desk"), LATER);
        access.addSession(hash("over"), over, NOW.minusSeconds(60));
        assertThat(access.session(hash("over"))).contains(over);
        access.addSession(hash("open"), open, NOW);
        assertThat(access.session(hash("over"))).isEmpty();
        try (Database other = open()) {
            assertThat(other.access().session(hash("open"))).contains(open);
        }
    }

    @Test
    void aNewPinEndsTheSessionsOpenedWithTheFormerOne() {
        SessionRow hers = new SessionRow(id("staff"), id("desk"), LATER);
        SessionRow his = new SessionRow(id("staff"), id("desk"), LATER);
        access.addSession(hash("hers"), hers, NOW);
        access.addSession(hash("his"), his, NOW);
        access.putVerifier(new StaffVerifier(hers.staffId(), "$a"));
        assertThat(access.session(hash("hers"))).isEmpty();
        assertThat(access.session(hash("his"))).contains(his);
    }

    @Test
    void triesAreCountedTogetherByAllServers() throws Exception {
        ContentHash who = hash("somebody");
        int each = 10;
        try (Database other = open();
                ExecutorService executor = Executors.newFixedThreadPool(2)) {
            List<Future<?>> all = new ArrayList<>();
            for (AccessStore at : List.of(access, other.access())) {
                all.add(
                        executor.submit(() -> {
                            for (int i = 0; i < each; i++) {
                                at.changeTries(who, times -> plus(times, NOW));
                            }
                        }));
            }
            for (Future<?> one : all) {
                one.get(30, TimeUnit.SECONDS);
            }
            assertThat(other.access().tries(who)).hasSize(2 * each).containsOnly(NOW);
        }
        assertThat(access.tries(hash("somebody else"))).isEmpty();
        assertThat(access.changeTries(who, _ -> List.of(LATER))).hasSize(2 * each);
        assertThat(access.tries(who)).containsExactly(LATER);
        access.changeTries(who, _ -> List.of());
        assertThat(access.tries(who)).isEmpty();
    }

    private static List<Instant> plus(List<Instant> times, Instant one) {
        List<Instant> more = new ArrayList<>(times);
        more.add(one);
        return more;
    }

    @Test
    void pinsThatServersShowedLatelyAreKnown() {
        KeyPin one = pin(1);
        KeyPin other = pin(2);
        assertThat(access.serverPins(Instant.EPOCH)).isEmpty();
        access.showServerPin(one, NOW, Instant.EPOCH);
        access.showServerPin(other, NOW, Instant.EPOCH);
        access.showServerPin(one, LATER, Instant.EPOCH);
        assertThat(access.serverPins(NOW.minusMillis(1))).containsExactlyInAnyOrder(one, other);
        assertThat(access.serverPins(NOW)).containsExactly(one);
        assertThat(access.serverPins(LATER)).isEmpty();
        try (Database elsewhere = open()) {
            assertThat(elsewhere.access().serverPins(NOW)).containsExactly(one);
        }
        // What is shown makes room for itself.
        access.showServerPin(one, LATER, NOW);
        assertThat(access.serverPins(Instant.EPOCH)).containsExactly(one);
    }

    @Test
    void ofVeryManyPinsTheLastShownAreKnown() {
        List<KeyPin> last = new ArrayList<>();
        for (int i = 0; i < 2 * EnrolmentCode.MOST_PINS; i++) {
            access.showServerPin(pin(i), NOW.plusSeconds(i), Instant.EPOCH);
            if (i >= EnrolmentCode.MOST_PINS) {
                last.add(pin(i));
            }
        }
        assertThat(access.serverPins(Instant.EPOCH))
                .containsExactlyInAnyOrderElementsOf(last)
                .isSortedAccordingTo(Comparator.comparing(KeyPin::text));
    }

    private static KeyPin pin(int number) {
        return KeyPin.of(new byte[] {(byte) number});
    }

    @Test
    void aServersWordOnItsLinesCountsAtTheOthersForAWhile() {
        StreamId here = id("desk");
        StreamId there = id("desk");
        access.keepLines("a", List.of(here), LATER);
        access.keepLines("b", List.of(there, here), LATER);
        assertThat(access.linesElsewhere("a", NOW)).isEqualTo(Set.of(there, here));
        assertThat(access.linesElsewhere("b", NOW)).isEqualTo(Set.of(here));
        assertThat(access.linesElsewhere("b", LATER)).isEmpty();
        access.keepLines("b", List.of(), LATER);
        assertThat(access.linesElsewhere("a", NOW)).isEmpty();
        assertThat(Optional.of(access.linesElsewhere("c", NOW))).contains(Set.of(here));
    }
}
