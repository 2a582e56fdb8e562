package clinic.daybook.simulation;

import java.util.function.Supplier;

/** Bugs such as a sync engine has, each planted from outside. The simulation finds every one. */
enum PlantedBug {
    COMMIT_ID_NOT_LOOKED_UP("the commit id is not looked up", WrongSql::commitIdNotLookedUp),
    CURSOR_FIRST("the cursor moves before its page", WrongSql::cursorFirst),
    ANSWERED_BEFORE_COMMIT("the server answers before it is durable", WrongSql::answeredEarly),
    SAVED_BEFORE_COMMIT("\"saved here\" before it is durable", WrongSql::savedEarly),
    PENDING_FORGOTTEN("pending changes forgotten at restart", WrongSql::pendingForgotten),
    ACKNOWLEDGED_DROPPED("dropped before the feed returns it", WrongSql::acknowledgedDropped),
    NEEDS_YOU_LOST("what needs a person is not kept", WrongSql::attentionLost),
    PROJECTION_ROW_SKIPPED("a row of a projection is skipped", WrongSql::projectionRowSkipped),
    EVENT_LEFT_OUT("a page leaves an event out", WrongSql::eventLeftOut),
    PERSONAL_LOST("words are not stored", WrongSql::personalLost),
    CONFLICT_DROPPED("a conflict is taken for an acceptance", WrongAnswers::conflictDropped),
    NEW_ID_ON_RETRY("a new commit id on every try", WrongAnswers::newIdOnRetry),
    ANSWERS_MIXED_UP("answers are given to other commits", WrongAnswers::answersMixedUp),
    UNSEEN_OVERWRITE("the value seen becomes the current one", WrongAnswers::unseenOverwrite),
    LIVE_EVENT_LOST("a live message gets lost", WrongAnswers::liveMessageLost),
    UNKNOWN_IS_REFUSED("an unknown outcome counts as a refusal", WrongAnswers::unknownIsRefused);

    private final String words;
    private final Supplier<Bug> plant;

    PlantedBug(String words, Supplier<Bug> plant) {
        this.words = words;
        this.plant = plant;
    }

    /** What is wrong, in a few words. */
    String words() {
        return words;
    }

    /** Planted anew, for one run. */
    Bug plant() {
        return plant.get();
    }
}
