package clinic.daybook.desk.reservation;

import clinic.daybook.desk.model.NextStep;
import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.model.ReservationDetail;
import clinic.daybook.desk.ui.Formats;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Words;
import clinic.daybook.reservation.PaymentState;
import clinic.daybook.reservation.RefundState;
import clinic.daybook.reservation.TaskState;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.jspecify.annotations.Nullable;

/**
 * The menu of everything that is legal now. What the role may not do stays in it, with the words
 * who may: nobody has to find out by trying.
 */
final class ActionsMenu {

    /** Those have a button of their own in the drawer. */
    private static final Set<Action> PLAIN =
            EnumSet.of(Action.ADD_TREATMENT, Action.RECEIVE_PAYMENT, Action.ASSIGN);

    private ActionsMenu() {}

    /** Everything but the three plain actions. */
    static ContextMenu of(DrawerViewModel model, Consumer<Offer> act) {
        ContextMenu menu = new ContextMenu();
        ReservationDetail detail = model.detailProperty().get();
        if (detail == null) {
            return menu;
        }
        List<Offer> offers = model.offersProperty().get();
        for (Offer offer : offers) {
            boolean visit = offer.action().about() == Action.About.VISIT;
            if (visit && !PLAIN.contains(offer.action()) && !offer.action().destructive()) {
                menu.getItems().add(item(offer, act));
            }
        }
        Formats formats = model.formats();
        separate(menu);
        for (TaskState task : detail.state().tasks()) {
            String words = task.task().sequence() + "  " + task.task().name();
            addMenu(menu, words, AvailableActions.about(offers, task.task().taskId()), act);
        }
        separate(menu);
        addMoney(menu, detail, offers, formats, act);
        separate(menu);
        for (Offer offer : offers) {
            if (offer.action().about() == Action.About.VISIT && offer.action().destructive()) {
                menu.getItems().add(item(offer, act));
            }
        }
        trim(menu);
        return menu;
    }

    /** What may be done with one treatment. */
    static ContextMenu ofTask(List<Offer> offers, UUID taskId, Consumer<Offer> act) {
        ContextMenu menu = new ContextMenu();
        for (Offer offer : AvailableActions.about(offers, taskId)) {
            menu.getItems().add(item(offer, act));
        }
        return menu;
    }

    /** Who may be asked to consult. */
    static ContextMenu practitioners(DrawerViewModel model, NextStep.ChoosePractitioner choose) {
        ContextMenu menu = new ContextMenu();
        Reference reference = model.referenceProperty().get();
        if (reference != null) {
            for (Reference.StaffItem person : AssignViewModel.practitioners(reference)) {
                MenuItem item = new MenuItem(person.name());
                item.setOnAction(_ -> model.run(choose.with(person.id()).command()));
                menu.getItems().add(item);
            }
        }
        return menu;
    }

    /** Who may do it, where the role of who is signed in may not; empty otherwise. */
    static String needs(Offer offer) {
        return offer.needs() == null
                ? ""
                : Texts.get(
                        "reservation.needs."
                                + offer.needs().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private static void addMoney(
            ContextMenu menu,
            ReservationDetail detail,
            List<Offer> offers,
            Formats formats,
            Consumer<Offer> act) {
        offers.stream()
                .filter(o ->
                        o.action() == Action.APPLY_DISCOUNT || o.action() == Action.SELL_PACKAGE)
                .forEach(o -> menu.getItems().add(item(o, act)));
        detail.state()
                .discounts()
                .forEach((id, amount) ->
                        addMenu(
                                menu,
                                Texts.get("reservation.menu.discount", formats.money(amount)),
                                AvailableActions.about(offers, id),
                                act));
        for (PaymentState payment : detail.state().payments().values()) {
            addMenu(
                    menu,
                    Texts.get(
                            "reservation.menu.payment",
                            Words.of(payment.method()),
                            formats.money(payment.amount())),
                    AvailableActions.about(offers, payment.paymentId()),
                    act);
        }
        for (RefundState refund : detail.state().refunds().values()) {
            addMenu(
                    menu,
                    Texts.get("reservation.menu.refund", formats.money(refund.amount())),
                    AvailableActions.about(offers, refund.refundId()),
                    act);
        }
    }

    private static void addMenu(
            ContextMenu menu, String words, List<Offer> offers, Consumer<Offer> act) {
        if (offers.isEmpty()) {
            return;
        }
        Menu sub = new Menu(words);
        for (Offer offer : offers) {
            sub.getItems().add(item(offer, act));
        }
        menu.getItems().add(sub);
    }

    private static MenuItem item(Offer offer, Consumer<Offer> act) {
        String words = Texts.get(offer.action().key());
        // What is not for this role stays reachable, so that its reason can be read and heard.
        MenuItem item =
                new MenuItem(offer.permitted() ? words : words + Formats.DOT + needs(offer));
        item.setId("action-" + offer.action().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        if (!offer.permitted()) {
            item.getStyleClass().add("db-menu-off");
            return item;
        }
        item.setOnAction(_ -> act.accept(offer));
        if (offer.action().destructive()) {
            item.getStyleClass().add("db-destructive");
        }
        return item;
    }

    private static void separate(ContextMenu menu) {
        if (!menu.getItems().isEmpty() && !(last(menu) instanceof SeparatorMenuItem)) {
            menu.getItems().add(new SeparatorMenuItem());
        }
    }

    private static void trim(ContextMenu menu) {
        if (last(menu) instanceof SeparatorMenuItem) {
            menu.getItems().removeLast();
        }
    }

    private static @Nullable MenuItem last(ContextMenu menu) {
        return menu.getItems().isEmpty() ? null : menu.getItems().getLast();
    }
}
