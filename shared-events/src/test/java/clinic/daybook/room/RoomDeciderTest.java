package clinic.daybook.room;

import static clinic.daybook.event.DeciderSpecification.at;
import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.event.DeciderSpecification;
import clinic.daybook.event.Previous;
import clinic.daybook.event.Refusals;
import clinic.daybook.room.RoomCommand.Block;
import clinic.daybook.room.RoomCommand.Close;
import clinic.daybook.room.RoomCommand.Open;
import clinic.daybook.room.RoomCommand.Rename;
import clinic.daybook.room.RoomEvent.RoomBlocked;
import clinic.daybook.room.RoomEvent.RoomClosed;
import clinic.daybook.room.RoomEvent.RoomOpened;
import clinic.daybook.room.RoomEvent.RoomRenamed;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoomDeciderTest {

    private static final RoomOpened OPENED = new RoomOpened("Laser 1", RoomKind.LASER);
    private static final RoomClosed CLOSED = new RoomClosed();

    private static DeciderSpecification<RoomCommand, RoomEvent, Room> room() {
        return DeciderSpecification.of(new RoomDecider());
    }

    @Test
    void isOpenedOnce() {
        room().given()
                .when(new Open("Laser 1", RoomKind.LASER))
                .then(OPENED)
                .andState(s -> assertThat(s.usable()).isTrue());
        room().given(OPENED).when(new Open("Laser 1", RoomKind.LASER)).thenNothing();
        room().given(OPENED)
                .when(new Open("Laser 1", RoomKind.CARE))
                .thenRefused(Refusals.ALREADY_EXISTS);
        room().given().when(new Open("", RoomKind.CARE)).thenRefused(Refusals.INVALID_VALUE);
    }

    @Test
    void isRenamedAsItWasSeen() {
        room().given(OPENED)
                .when(new Rename("Laser 2", "Laser 1"))
                .then(new RoomRenamed("Laser 2", new Previous<>("Laser 1")))
                .andState(s -> assertThat(s.name()).isEqualTo("Laser 2"));
        room().given(OPENED).when(new Rename("Laser 1", "Laser 9")).thenNothing();
        room().given(OPENED)
                .when(new Rename("Laser 2", "Laser 9"))
                .thenRefused(Refusals.CHANGED_SINCE, Map.of("field", "name"));
        room().given(OPENED).thenLegal(new RoomRenamed("Laser 2", null));
    }

    @Test
    void isBlockedForATime() {
        room().given(OPENED)
                .when(new Block(at(10), at(20)))
                .then(new RoomBlocked(at(10), at(20)))
                .andState(s -> {
                    assertThat(s.blocked(at(19), at(30))).isTrue();
                    assertThat(s.blocked(at(20), at(30))).isFalse();
                    assertThat(s.blocked(at(1), at(10))).isFalse();
                });
        room().given(OPENED, new RoomBlocked(at(10), at(20)))
                .when(new Block(at(10), at(20)))
                .thenNothing();
        room().given(OPENED).when(new Block(at(20), at(10))).thenRefused(Refusals.INVALID_VALUE);
    }

    @Test
    void isClosedForGood() {
        room().given(OPENED)
                .when(new Close())
                .then(CLOSED)
                .andState(s -> assertThat(s.usable()).isFalse());
        room().given(OPENED, CLOSED).when(new Close()).thenNothing();
        room().given(OPENED, CLOSED)
                .when(new Rename("Laser 1", "Laser 1"))
                .thenRefused(
                        Refusals.ILLEGAL_IN_STATE,
                        Map.of("state", "closed", "event", "RoomRenamed"));
        room().given(OPENED, CLOSED)
                .when(new Block(at(1), at(2)))
                .thenRefused(Refusals.ILLEGAL_IN_STATE);
        room().given(OPENED, CLOSED)
                .when(new Open("Laser 1", RoomKind.LASER))
                .thenRefused(Refusals.ALREADY_EXISTS);
    }

    @Test
    void nothingPrecedesItsOpening() {
        for (RoomCommand command :
                List.of(new Rename("a", "b"), new Block(at(1), at(2)), new Close())) {
            room().given().when(command).thenRefused(Refusals.ILLEGAL_IN_STATE);
        }
    }
}
