package clinic.daybook.desk.board;

import clinic.daybook.event.StreamId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Remembers where the board led to. */
final class RecordedDoors implements BoardDoors {

    final List<String> opened = new ArrayList<>();

    @Override
    public void open(StreamId id) {
        opened.add("open " + id);
    }

    @Override
    public void takePayment(StreamId id) {
        opened.add("pay " + id);
    }

    @Override
    public void book(LocalDate day) {
        opened.add("book " + day);
    }

    @Override
    public void walkIn() {
        opened.add("walk-in");
    }

    @Override
    public void reschedule(StreamId id) {
        opened.add("reschedule " + id);
    }

    @Override
    public void cancel(StreamId id) {
        opened.add("cancel " + id);
    }

    @Override
    public void noShow(StreamId id) {
        opened.add("no-show " + id);
    }
}
