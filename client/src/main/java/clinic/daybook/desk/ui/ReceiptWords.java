package clinic.daybook.desk.ui;

import clinic.daybook.desk.model.Receipts;
import clinic.daybook.desk.model.Receipts.Desk;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says in the language that is set which desks have a change. Pure. */
public final class ReceiptWords {

    /** More lines than this nobody reads; the others are counted. */
    static final int MAX_DESKS = 8;

    private ReceiptWords() {}

    /** One desk a line, those that lack it first; bounded, however many desks there are. */
    public static String lines(Receipts receipts, Formats formats, LocalDate today) {
        return String.join("\n", all(receipts, formats, today));
    }

    private static List<String> all(Receipts receipts, Formats formats, LocalDate today) {
        List<String> lines = new ArrayList<>();
        if (!receipts.onServer()) {
            lines.add(Texts.get("ui.receipts.only-here"));
            return lines;
        }
        int lacking = Math.min(receipts.lacks().size(), MAX_DESKS);
        for (Desk desk : receipts.lacks().subList(0, lacking)) {
            lines.add(lack(desk, formats, today));
        }
        if (receipts.lacks().size() > lacking) {
            lines.add(Texts.get("ui.receipts.more-lack", receipts.lacks().size() - lacking));
        }
        has(receipts, MAX_DESKS - lacking, lines);
        if (receipts.asOf() != null) {
            lines.add(Texts.get("ui.receipts.as-of", formats.when(receipts.asOf(), today)));
        }
        return lines;
    }

    private static void has(Receipts receipts, int room, List<String> lines) {
        List<Desk> has = receipts.has();
        if (has.isEmpty()) {
            return;
        }
        if (has.size() <= room) {
            lines.add(
                    Texts.get(
                            "ui.receipts.has",
                            has.stream()
                                    .map(ReceiptWords::name)
                                    .collect(Collectors.joining(", "))));
        } else {
            lines.add(Texts.get("ui.receipts.more-have", has.size()));
        }
    }

    private static String lack(Desk desk, Formats formats, LocalDate today) {
        if (desk.online()) {
            return Texts.get("ui.receipts.not-yet", name(desk));
        }
        return desk.offlineSince() == null
                ? Texts.get("ui.receipts.never-online", name(desk))
                : Texts.get(
                        "ui.receipts.offline-since",
                        name(desk),
                        formats.when(desk.offlineSince(), today));
    }

    private static String name(Desk desk) {
        String name = desk.name().isBlank() ? Texts.get("ui.receipts.unnamed") : desk.name();
        return desk.here() ? Texts.get("ui.receipts.here", name) : name;
    }
}
