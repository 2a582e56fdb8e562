package clinic.daybook.server.store;

import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.KeyPin;
import clinic.daybook.protocol.StaffVerifier;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Who may talk to the server: desks, enrolment codes, PIN verifiers, staff sessions; and by what
 * desks know the servers. Secrets come as hashes. Every method may throw {@link StorageException}.
 */
public interface AccessStore {

    /**
     * A desk as it is stored.
     *
     * @param revokedAt since when it is shut out; {@code null}: it is not
     * @param position what it last said it had applied
     * @param since when it came online or went offline, as last stored
     * @param level the highest event schema set that its program can read; {@code null}: never told
     */
    record DeskRow(
            StreamId deskId,
            String name,
            Instant enrolledAt,
            @Nullable Instant revokedAt,
            long position,
            int pending,
            int needsYou,
            String appVersion,
            @Nullable Long clockOffsetMs,
            @Nullable Instant since,
            @Nullable Integer level) {}

    /** A session that a member of staff opened with their PIN. */
    record SessionRow(StreamId staffId, StreamId deskId, Instant expiresAt) {}

    /** A program that may read the log without what is personal; {@code name} is its own. */
    record ReaderRow(String name, Instant addedAt) {}

    /** Keeps a code that works once until the given time; {@code name}: for a desk named so. */
    void addEnrolmentCode(ContentHash code, @Nullable String name, Instant expiresAt);

    /**
     * Uses up a code and makes the desk known, in one step. A desk that was known keeps its id; its
     * older tokens end.
     *
     * @param name {@code null}: the one that the code was made with
     * @return the desk; empty when the code is unknown, used or too old. Without any name the
     *     desk's id serves
     */
    Optional<DeskRow> enrol(
            ContentHash code,
            @Nullable String name,
            StreamId deskId,
            ContentHash token,
            Instant now);

    /** The desk that a token belongs to, if it still holds and the desk is not revoked. */
    Optional<StreamId> deskOfToken(ContentHash token, Instant now);

    /** Adds a token; the desk's others end at the given time. */
    void replaceToken(StreamId deskId, ContentHash token, Instant othersUntil, Instant now);

    /** Shuts a desk out; false when it was unknown or shut out already. */
    boolean revoke(StreamId deskId, Instant now);

    /** All desks, revoked ones included, in the order of their enrolment. */
    List<DeskRow> desks();

    /** Keeps what the desks said of themselves. */
    void saveStates(List<DeskRow> desks);

    /** A member of staff's PIN verifier. */
    Optional<String> verifier(StreamId staffId);

    /** All PIN verifiers. */
    List<StaffVerifier> verifiers();

    /** Replaces a PIN verifier, and ends the sessions that were opened with the former PIN. */
    void putVerifier(StaffVerifier verifier);

    /** Keeps a session; drops those that are over. */
    void addSession(ContentHash session, SessionRow row, Instant now);

    /** A session, whether it is over or not. */
    Optional<SessionRow> session(ContentHash session);

    /**
     * When tries failed, as far as that is remembered, the oldest first.
     *
     * @param who the hash of whom they are counted for
     */
    List<Instant> tries(ContentHash who);

    /**
     * Replaces what is remembered of tries, in one step over all servers; returns what it was. What
     * nobody has added to for a day is forgotten, and so are the oldest where there are very many.
     *
     * @param change from the times that are remembered to those that are to be; to milliseconds
     */
    List<Instant> changeTries(ContentHash who, UnaryOperator<List<Instant>> change);

    /**
     * Says which desks have a live line at a server, in place of what it said before.
     *
     * @param until how long to believe it, should the server say nothing more
     */
    void keepLines(String server, Collection<StreamId> desks, Instant until);

    /** Lets a program read; false when one of this name may already. */
    boolean addReader(String name, ContentHash token, Instant now);

    /** The name of the program that a token belongs to, if it may still read. */
    Optional<String> readerOfToken(ContentHash token);

    /** Lets a program read no more; false when none of this name may. */
    boolean removeReader(String name);

    /** All programs that may read, by their names. */
    List<ReaderRow> readers();

    /**
     * A server of this store has the key with this pin.
     *
     * @param since pins that no server has shown since then are dropped
     */
    void showServerPin(KeyPin pin, Instant now, Instant since);

    /**
     * The pins that servers of this store have shown since a time, in the order of their texts; the
     * last shown ones, where there are more than a code may name.
     */
    List<KeyPin> serverPins(Instant since);

    /** The desks that have a live line at another server than this one, as far as these said so. */
    Set<StreamId> linesElsewhere(String server, Instant now);
}
