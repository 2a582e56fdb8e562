package clinic.daybook.desk.reservation;

import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.reservation.Balance;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The bill in one row: total, discount, received, and what is open, last and in bold. */
final class MoneyRow {

    private MoneyRow() {}

    static void show(HBox row, Balance balance, Formats formats) {
        long open = balance.open();
        row.getChildren()
                .setAll(
                        part(
                                "reservation.money.charged",
                                Formats.amount(balance.charged()),
                                Pos.CENTER_LEFT),
                        part(
                                "reservation.money.discounted",
                                balance.discounted() == 0
                                        ? Formats.NONE
                                        : Formats.amount(-balance.discounted()),
                                Pos.CENTER_LEFT),
                        part(
                                "reservation.money.received",
                                balance.received() == 0
                                        ? Formats.NONE
                                        : Formats.amount(balance.received()),
                                Pos.CENTER_LEFT));
        VBox last =
                part(
                        open < 0 ? "reservation.money.credit" : "reservation.money.open",
                        formats.money(Math.abs(open)),
                        Pos.CENTER_RIGHT);
        last.getStyleClass().add(open > 0 ? "res-money-open" : "res-money-paid");
        row.getChildren().add(last);
    }

    private static VBox part(String key, String value, Pos alignment) {
        Label label = new Label(Texts.get(key));
        label.getStyleClass().add("res-money-label");
        Label amount = new Label(value);
        amount.getStyleClass().add("res-money-value");
        amount.setMinWidth(VBox.USE_PREF_SIZE);
        VBox part = new VBox(label, amount);
        part.getStyleClass().add("res-money-part");
        part.setAlignment(alignment);
        part.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(part, Priority.ALWAYS);
        return part;
    }
}
