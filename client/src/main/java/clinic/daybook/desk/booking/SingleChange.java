package clinic.daybook.desk.booking;

import clinic.daybook.event.Refusal;
import java.util.function.Consumer;

/** Hears what became of the one change of a dialog. */
record SingleChange(Runnable done, Consumer<Refusal> refusal, Runnable lost)
        implements Sender.Listener {

    @Override
    public void shown() {
        done.run();
    }

    @Override
    public void refused(int index, Refusal reason) {
        refusal.accept(reason);
    }

    @Override
    public void notSaved() {
        lost.run();
    }
}
