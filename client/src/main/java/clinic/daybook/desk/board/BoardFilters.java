package clinic.daybook.desk.board;

import clinic.daybook.desk.model.Reference;
import clinic.daybook.desk.ui.Texts;
import clinic.daybook.desk.ui.Words;
import clinic.daybook.event.StreamId;
import clinic.daybook.procedure.ProcedureKind;
import clinic.daybook.staff.Role;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleGroup;
import org.jspecify.annotations.Nullable;

/** The three menus that narrow the board. */
final class BoardFilters {

    private record Choice<T>(@Nullable T value, String words) {}

    private final ObjectProperty<BoardFilter> filter;
    private final ObjectProperty<@Nullable Reference> reference =
            new SimpleObjectProperty<>(this, "reference");

    BoardFilters(ObjectProperty<BoardFilter> filter) {
        this.filter = filter;
    }

    /** The clinic's staff, rooms and menu as they are now. */
    void show(Reference newReference) {
        reference.set(newReference);
    }

    /** Fills the menu of those who treat. */
    void practitioners(MenuButton button) {
        this.<StreamId>menu(
                button,
                "board.filter.practitioners",
                clinic ->
                        clinic.staff().stream()
                                .filter(s -> s.role() != Role.FRONT_DESK)
                                .map(s -> new Choice<>(s.id(), s.name()))
                                .toList(),
                BoardFilter::practitionerId,
                id -> filter.set(filter.get().withPractitioner(id)));
    }

    /** Fills the menu of rooms. */
    void rooms(MenuButton button) {
        this.<StreamId>menu(
                button,
                "board.filter.rooms",
                clinic -> clinic.rooms().stream().map(r -> new Choice<>(r.id(), r.name())).toList(),
                BoardFilter::roomId,
                id -> filter.set(filter.get().withRoom(id)));
    }

    /** Fills the menu of kinds of treatment. */
    void kinds(MenuButton button) {
        this.<ProcedureKind>menu(
                button,
                "board.filter.kinds",
                _ ->
                        List.of(ProcedureKind.values()).stream()
                                .map(kind -> new Choice<>(kind, Words.of(kind)))
                                .toList(),
                BoardFilter::kind,
                kind -> filter.set(filter.get().withKind(kind)));
    }

    private <T> void menu(
            MenuButton button,
            String allKey,
            Function<Reference, List<Choice<T>>> choices,
            Function<BoardFilter, @Nullable T> chosen,
            java.util.function.Consumer<@Nullable T> choose) {
        Runnable fill =
                () -> {
                    ToggleGroup group = new ToggleGroup();
                    T now = chosen.apply(filter.get());
                    button.getItems().clear();
                    button.setText(Texts.get(allKey));
                    add(
                            button,
                            group,
                            new Choice<>(null, Texts.get("board.filter.all")),
                            now,
                            choose);
                    Reference clinic = reference.get();
                    if (clinic != null) {
                        for (Choice<T> choice : choices.apply(clinic)) {
                            add(button, group, choice, now, choose);
                        }
                    }
                };
        reference.subscribe(fill);
        filter.subscribe(fill);
        Texts.languageProperty().subscribe(fill);
        fill.run();
    }

    private static <T> void add(
            MenuButton button,
            ToggleGroup group,
            Choice<T> choice,
            @Nullable T now,
            java.util.function.Consumer<@Nullable T> choose) {
        RadioMenuItem item = new RadioMenuItem(choice.words());
        item.setMnemonicParsing(false);
        item.setToggleGroup(group);
        T value = choice.value();
        boolean selected = value == null ? now == null : value.equals(now);
        item.setSelected(selected);
        if (selected && value != null) {
            button.setText(choice.words());
        }
        item.setOnAction(_ -> choose.accept(value));
        button.getItems().add(item);
    }
}
