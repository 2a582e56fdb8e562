package clinic.daybook.desk.local;

import clinic.daybook.desk.local.IntentBook.End;
import clinic.daybook.desk.model.AttentionItem;
import clinic.daybook.desk.model.Change;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.StreamId;
import clinic.daybook.outcome.OutcomeCommand;
import clinic.daybook.outcome.OutcomeEvent;
import clinic.daybook.staff.Role;
import clinic.daybook.sync.PendingCommit;
import clinic.daybook.sync.PendingCommit.Status;
import clinic.daybook.sync.Rebase;
import clinic.daybook.sync.Redecision;
import clinic.daybook.sync.Redecision.Verdict;
import clinic.daybook.sync.Replayed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decides pending changes again and keeps what became of each. */
final class Redeciding {

    /** An accepted part of something meant as one, of which another part was refused. */
    static final Refusal REVERSE = Refusal.of("intent-reverse");

    private final DeskState desk;

    /** The detail of a refusal that names the command of the refused change that it built on. */
    private static final String FOLLOWS = AttentionItem.FOLLOWS;

    Redeciding(DeskState desk) {
        this.desk = desk;
    }

    /** Decides a stream's pending commits again, as far as their outcomes are known. */
    void run(StreamModel model, Unit unit) {
        if (!model.readable()) {
            awaitUpdate(model, unit);
            return;
        }
        if (desk.older().loading(model)
                && model.chain().stream().anyMatch(c -> c.command() instanceof Replayed)) {
            // What a restored server lacks cannot be judged before what it stands on is here.
            return;
        }
        List<PendingCommit> chain = withoutFollowers(model, unit);
        Redecision again =
                Rebase.redecide(model.confirmed().state(), chain, desk.submission()::newId);
        boolean changed = chain.size() != model.chain().size() || again.changedAnything();
        if (again.held()) {
            desk.pending().heldBack(model.id());
        } else {
            desk.pending().decided(model.id());
        }
        if (!changed) {
            return;
        }
        model.show(again.chain());
        unit.touch(model);
        unit.settled(model.id());
        List<UUID> refusedIntents = new ArrayList<>();
        Set<UUID> refusedNow = new HashSet<>();
        for (Verdict verdict : again.verdicts()) {
            keep(verdict, unit, refusedIntents, refusedNow);
        }
        refusedIntents.forEach(intent -> follow(intent, unit));
    }

    /**
     * Nothing can be decided on what cannot be read: what the server is known not to have taken
     * waits, and is no question to a person, because a newer program may decide it by itself.
     */
    private void awaitUpdate(StreamModel model, Unit unit) {
        List<PendingCommit> chain =
                model.chain().stream()
                        .map(c ->
                                c.outcomeAwaited()
                                                || c.onServer()
                                                || c.status() instanceof Status.Held
                                        ? c
                                        : c.at(new Status.AwaitsUpdate()))
                        .toList();
        if (!chain.equals(model.chain())) {
            model.show(chain);
            unit.mark(model.id());
            unit.settled(model.id());
        }
        // What is awaited still joins the others once its outcome is known.
        desk.pending().heldBack(model.id());
    }

    /** The server or a person refused: takes it off its stream and asks a person. */
    void needsPerson(PendingCommit commit, Refusal refusal, long decidedOn, Unit unit) {
        unit.drop(commit);
        if (commit.streamId().is("desk")) {
            // A report about a change that cannot be delivered is no business of a person's.
            desk.intents().ended(commit, End.DROPPED, unit);
            return;
        }
        desk.attention()
                .add(
                        new AttentionBook.Waiting(
                                commit.at(new Status.Queued()), refusal, decidedOn),
                        unit);
        report(OutcomeCommand.Kind.NEEDS_PERSON, commit, decidedOn, refusal.code(), unit);
    }

    /** A commit came back from the feed whole: it is confirmed now. */
    void confirmed(PendingCommit commit, Unit unit) {
        unit.drop(commit);
        if (commit.intentId() != null) {
            desk.intents().ended(commit, End.CONFIRMED, unit);
            reverseIfRefused(commit, unit);
        }
    }

    /**
     * An accepted commit whose intent was refused elsewhere is listed to be reversed, once: after a
     * person has answered it, its coming back changes nothing.
     */
    void reverseIfRefused(PendingCommit commit, Unit unit) {
        if (desk.fallen(commit.intentId())
                && !desk.attention().contains(commit.commitId())
                && !desk.intents().wasAnswered(commit.commitId())) {
            desk.attention()
                    .add(
                            new AttentionBook.Waiting(
                                    commit.at(new Status.Queued()), REVERSE, commit.decidedOn()),
                            unit);
            report(
                    OutcomeCommand.Kind.NEEDS_PERSON,
                    commit,
                    commit.decidedOn(),
                    REVERSE.code(),
                    unit);
        }
    }

    /** The same of one whose content has to be looked up only then. */
    void reverseIfRefused(PendingBook.Item item, Unit unit) {
        PendingCommit commit =
                desk.fallen(item.intentId()) ? desk.streams().pending(item.commitId()) : null;
        if (commit != null) {
            reverseIfRefused(commit, unit);
        }
    }

    /**
     * Everything else of a refused intent: what is pending follows, what was accepted is listed.
     */
    void follow(UUID intent, Unit unit) {
        for (PendingBook.Item part : desk.pending().ofIntent(intent)) {
            if (part.status().onServer()) {
                reverseIfRefused(part, unit);
            } else {
                run(desk.streams().get(part.streamId()), unit);
            }
        }
        desk.intents().confirmedOf(intent).forEach(c -> reverseIfRefused(c, unit));
    }

    /**
     * Ends a question as a person answered it, with every part of the intent that it is about.
     *
     * @param code why
     * @param redoneAs the commit that does it after all; {@code null}: none
     * @return false: it does not wait any more, and nothing was done
     */
    boolean end(
            UUID commitId,
            OutcomeCommand.Kind kind,
            StreamId staffId,
            String code,
            @Nullable UUID redoneAs,
            Unit unit) {
        List<AttentionBook.Waiting> parts = desk.attention().together(commitId);
        boolean redone = kind == OutcomeCommand.Kind.REDONE;
        for (AttentionBook.Waiting part : parts) {
            PendingCommit commit = part.commit();
            desk.attention().remove(commit.commitId(), unit);
            unit.mark(commit.streamId());
            report(kind, commit, part.decidedOn(), code, staffId, redoneAs, unit);
            if (!part.toReverse()) {
                desk.intents().ended(commit, redone ? End.REDONE : End.LET_GO, unit);
            } else if (!redone) {
                // Done after all, the rest makes its intent whole: it stands then.
                desk.intents().ended(commit, End.ANSWERED, unit);
            }
        }
        return !parts.isEmpty();
    }

    /** Tells what became of a change when it was decided again, in the name of who made it. */
    private void report(
            OutcomeCommand.Kind kind, PendingCommit about, long decidedOn, String code, Unit unit) {
        report(kind, about, decidedOn, code, about.actor().staffId(), null, unit);
    }

    /**
     * Writes what became of a change to this desk's own stream.
     *
     * @param code why
     * @param staffId who made the change, or who answered
     * @param redoneAs the commit that does after all what was meant
     */
    void report(
            OutcomeCommand.Kind kind,
            PendingCommit about,
            long decidedOn,
            String code,
            StreamId staffId,
            @Nullable UUID redoneAs,
            Unit unit) {
        boolean answer = kind == OutcomeCommand.Kind.REDONE || kind == OutcomeCommand.Kind.LET_GO;
        tell(
                desk.meta().deskId(),
                new OutcomeCommand.Report(
                        kind,
                        about.commitId(),
                        about.intentId(),
                        about.streamId(),
                        about.command().typeName(),
                        about.basis(),
                        decidedOn,
                        code,
                        answer ? null : about.happenedAt(),
                        answer ? null : Telling.meant(about),
                        kind == OutcomeCommand.Kind.NEEDS_PERSON
                                ? Telling.promise(
                                        about,
                                        desk.streams()
                                                .get(about.streamId())
                                                .confirmed()
                                                .state()
                                                .state())
                                : null,
                        redoneAs),
                staffId,
                unit);
    }

    /** Writes to a desk's stream; nothing where it stands there already. */
    void tell(StreamId deskId, OutcomeCommand what, StreamId staffId, Unit unit) {
        StreamModel own = desk.streams().get(deskId);
        // Whoever works at the desk may report, so that any role does.
        Submission.Result result =
                desk.submission()
                        .decide(
                                own,
                                Change.of(own.id(), what),
                                staffId,
                                Optional.of(Role.FRONT_DESK),
                                desk.moment());
        if (result instanceof Submission.Result.Decided decided) {
            own.show(decided.commit());
            unit.touch(own);
            unit.decided(decided.commit());
        }
    }

    private List<PendingCommit> withoutFollowers(StreamModel model, Unit unit) {
        List<PendingCommit> left = new ArrayList<>();
        for (PendingCommit commit : model.chain()) {
            boolean free = !commit.outcomeAwaited() && !commit.onServer();
            if (!free || !desk.fallen(commit.intentId())) {
                left.add(commit);
            } else if (desk.attention().refused(commit.intentId())) {
                needsPerson(commit, Rebase.intentRefused(), model.shown().version(), unit);
            } else {
                letGo(commit, model.shown().version(), unit);
            }
        }
        return left;
    }

    /** A person let go of its intent before it was known whether the server had taken it. */
    private void letGo(PendingCommit commit, long decidedOn, Unit unit) {
        unit.drop(commit);
        desk.intents().ended(commit, End.LET_GO, unit);
        report(OutcomeCommand.Kind.LET_GO, commit, decidedOn, Rebase.intentRefused().code(), unit);
    }

    /**
     * The refusal with the change that it follows, where there is one: what was decided on top of a
     * change that was refused with it, or before it was ever decided again.
     */
    private Refusal following(Refusal refusal, PendingCommit commit, Set<UUID> refusedNow) {
        return desk.attention()
                .before(commit)
                .filter(p ->
                        refusedNow.contains(p.commitId())
                                || commit.outcome() == PendingCommit.Outcome.AS_DECIDED)
                .map(p -> {
                    Map<String, String> details = new HashMap<>(refusal.details());
                    details.put(FOLLOWS, p.command().typeName());
                    return new Refusal(refusal.code(), details);
                })
                .orElse(refusal);
    }

    private void keep(Verdict verdict, Unit unit, List<UUID> refusedIntents, Set<UUID> refusedNow) {
        switch (verdict) {
            case Verdict.Kept _ -> {
                // Stands as it was written.
            }
            case Verdict.Unchanged v -> unit.replace(v.commit());
            case Verdict.Adjusted v -> {
                unit.replace(v.commit());
                if (!v.commit().streamId().is("desk")) {
                    report(
                            OutcomeCommand.Kind.ADJUSTED,
                            v.commit(),
                            v.commit().decidedOn(),
                            v.code(),
                            unit);
                }
            }
            case Verdict.AlreadySo v -> {
                unit.drop(v.commit());
                desk.intents().ended(v.commit(), End.ALREADY_SO, unit);
                if (!v.commit().streamId().is("desk")) {
                    report(
                            OutcomeCommand.Kind.UNCHANGED,
                            v.commit(),
                            v.decidedOn(),
                            OutcomeEvent.ALREADY_SO,
                            unit);
                }
            }
            case Verdict.NeedsPerson v -> {
                needsPerson(
                        v.commit(),
                        following(v.refusal(), v.commit(), refusedNow),
                        v.decidedOn(),
                        unit);
                refusedNow.add(v.commit().commitId());
                UUID intent = v.commit().intentId();
                if (intent != null) {
                    refusedIntents.add(intent);
                }
            }
        }
    }
}
