package clinic.daybook.desk.board;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/** A line of which some parts are bold: what stands between asterisks. */
final class BoldText {

    private BoldText() {}

    /** Writes the line; does nothing where it stands there already. */
    static void write(TextFlow flow, String line) {
        if (line.equals(flow.getUserData())) {
            return;
        }
        flow.setUserData(line);
        List<Node> parts = new ArrayList<>();
        boolean bold = false;
        for (String words : line.split("\\*", -1)) {
            if (!words.isEmpty()) {
                Text part = new Text(words);
                part.getStyleClass().add(bold ? "board-summary-figure" : "board-summary-text");
                parts.add(part);
            }
            bold = !bold;
        }
        flow.getChildren().setAll(parts);
        flow.setAccessibleText(line.replace("*", ""));
    }
}
