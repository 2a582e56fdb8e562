package clinic.daybook.desk.model;

import clinic.daybook.event.StreamId;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The desk behind the screens. Every method returns at once. Listeners are called on a thread of
 * the desk, first with what stands now, then after every change; a screen hops to its own thread.
 */
public interface DeskModel extends AutoCloseable {

    /** The time, which tests and demonstrations set. */
    InstantSource clock();

    /** This desk's id as enrolled; a desk that is not enrolled has a provisional one. */
    StreamId deskId();

    /** This desk's name; empty before enrolment. */
    String deskName();

    /**
     * Makes this desk known to a server; fails with {@link EnrolmentFailed}.
     *
     * @param serverUrl of the server, or of all that share its store, apart by commas
     */
    CompletionStage<Void> enrol(String serverUrl, String code, String deskName);

    /** Checks a PIN against the verifier kept here; five wrong ones lock for a minute. */
    CompletionStage<SignInResult> signIn(StreamId staffId, String pin);

    /** Decides, shows and saves a change by a member of staff. */
    CompletionStage<Submitted> submit(StreamId staffId, Change change);

    /**
     * Decides, shows and saves changes of several streams that are meant as one: they are saved
     * together or not at all, and on the server they stand or fall together. One that is so already
     * is left out; one that is refused refuses all.
     *
     * @param changes of one stream each, in the order in which they are to reach the server: the
     *     one first that what others did is most likely to refuse
     */
    CompletionStage<Submitted> submitTogether(StreamId staffId, List<Change> changes);

    Subscription onReference(Consumer<Reference> listener);

    Subscription onBoard(LocalDate day, Consumer<BoardSnapshot> listener);

    /** Not called as long as the reservation is unknown here. */
    Subscription onReservation(StreamId reservationId, Consumer<ReservationDetail> listener);

    Subscription onSync(Consumer<SyncStatus> listener);

    /** Oldest first. */
    Subscription onAttention(Consumer<List<AttentionItem>> listener);

    /** Changes of other desks that wait for a person there, oldest first. */
    Subscription onWaitingElsewhere(Consumer<List<ChangeOutcome>> listener);

    /**
     * Customers who were promised what does not hold, by whichever desk, ordered by the promised
     * time. One leaves when called back, and when the reservation stands at that time after all.
     */
    Subscription onCallBacks(Consumer<List<CallBack>> listener);

    /**
     * Customers by a part of the name, the initial consonants, the last digits of a phone number or
     * a chart number.
     */
    CompletionStage<List<CustomerItem>> findCustomers(String text, int limit);

    /**
     * Reservations whose planned time overlaps, of the same practitioner or room; for a warning.
     */
    CompletionStage<List<BoardCard>> overlapping(
            java.time.Instant startsAt,
            int minutes,
            List<StreamId> practitionerAndRoom,
            List<StreamId> except);

    /**
     * Ends an attention item: the person has done in its place what no single change says, for
     * example reversed a part. What is one change is submitted {@link Change#inPlaceOf in its
     * place}. Ending what has ended changes nothing.
     */
    CompletionStage<Void> markRedone(UUID commitId, StreamId staffId);

    /** Ends an attention item because things may stay as they are. */
    CompletionStage<Void> keepAsIs(UUID commitId, StreamId staffId);

    /** Ends an attention item without doing it; the reason is kept with the item. */
    CompletionStage<Void> letGo(UUID commitId, StreamId staffId, String reasonCode);

    /** Whether the server holds another store than this desk worked with, and what it lacks. */
    Subscription onRestored(Consumer<RestoredServer> listener);

    /** Everything that a restored server lacks and this desk holds, in the old order. */
    CompletionStage<List<RestoredServer.Lacking>> lacking();

    /**
     * Lets what a restored server lacks be sent; nothing of it is before. Ends once that is saved
     * here.
     */
    CompletionStage<Void> sendLacking();

    /**
     * Writes down that a customer was told. Works at any desk, offline too; twice is once.
     *
     * @param deskId the desk where the promise was made
     */
    CompletionStage<Void> calledBack(StreamId deskId, UUID commitId, StreamId staffId);

    /**
     * Told once when this desk's database turns out to be damaged at work. What is saved can then
     * be taken out and the rest read from the server again, with the desk closed.
     */
    default void onDamage(Runnable action) {
        // A desk without a database has none that could be damaged.
    }

    /**
     * SHA-256 over the projections, in hex; desks at the same position with nothing pending agree.
     */
    CompletionStage<String> digest();

    /** Stops syncing, ends what is being saved, closes the database. */
    @Override
    void close();
}
