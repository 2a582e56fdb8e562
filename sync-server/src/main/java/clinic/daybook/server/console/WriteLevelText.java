package clinic.daybook.server.console;

import clinic.daybook.server.live.WriteLevels.Standing;
import java.util.List;

/**
 * The page on which the write level is raised, in words.
 *
 * @param action what the button says
 * @param highest the level that it raises to
 * @param behind the names of the desks to be warned of
 */
public record WriteLevelText(
        String title, String action, boolean raisable, String highest, List<String> behind) {

    static WriteLevelText of(Standing standing, Texts texts) {
        String highest = Integer.toString(standing.highest());
        boolean warn = standing.raisable() && !standing.behind().isEmpty();
        return new WriteLevelText(
                standing.raisable()
                        ? texts.get("level.title", highest)
                        : texts.get("level.done", Integer.toString(standing.level())),
                texts.get(warn ? "level.raise-anyway" : "level.raise-now", highest),
                standing.raisable(),
                highest,
                warn ? standing.behind() : List.of());
    }
}
