package clinic.daybook.desk.signin;

import clinic.daybook.desk.model.DeskModel;
import clinic.daybook.desk.model.EnrolmentFailed;
import clinic.daybook.desk.model.Subscription;
import clinic.daybook.desk.model.SyncStatus;
import clinic.daybook.desk.ui.FieldError;
import clinic.daybook.desk.ui.FxThread;
import clinic.daybook.desk.ui.Input;
import clinic.daybook.desk.ui.Validation;
import clinic.daybook.protocol.EnrolmentCode;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Server, code and name of a desk that is to be made known. */
final class EnrolmentViewModel {

    private static final int LONGEST_NAME = 60;
    private static final Logger LOG = LoggerFactory.getLogger(EnrolmentViewModel.class);

    private final DeskModel model;
    private final FxThread fx;
    private final Supplier<String> suggestion;
    private final Consumer<String> done;
    private final Input<String> server = new Input<>(Validation::serverUrls);
    private final Input<String> code =
            new Input<>(text -> Validation.text(text, EnrolmentCode.MOST_CHARACTERS));
    private final Input<String> name = new Input<>(text -> Validation.text(text, LONGEST_NAME));
    private final ReadOnlyObjectWrapper<@Nullable FieldError> message =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper again = new ReadOnlyBooleanWrapper();
    private Subscription sync = () -> {};

    /**
     * @param suggestion the server's address as last known; empty: none
     * @param done gets the server's address once the desk is enrolled
     */
    EnrolmentViewModel(
            DeskModel model, FxThread fx, Supplier<String> suggestion, Consumer<String> done) {
        this.model = model;
        this.fx = fx;
        this.suggestion = suggestion;
        this.done = done;
    }

    /** Begins with what is known already. */
    void activate() {
        server.reset(suggestion.get());
        code.reset("");
        name.reset(model.deskName());
        message.set(null);
        sync =
                model.onSync(
                        fx.listener(status ->
                                again.set(
                                        status.connection()
                                                != SyncStatus.Connection.NOT_ENROLLED)));
    }

    void deactivate() {
        sync.close();
        code.reset("");
    }

    Input<String> server() {
        return server;
    }

    Input<String> code() {
        return code;
    }

    Input<String> name() {
        return name;
    }

    /** What went wrong that no field is to blame for. */
    ReadOnlyObjectProperty<@Nullable FieldError> messageProperty() {
        return message.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /** Whether the desk was enrolled before. */
    ReadOnlyBooleanProperty againProperty() {
        return again.getReadOnlyProperty();
    }

    void submit() {
        // All three are touched, so that every error shows at once.
        boolean valid = server.touch() & code.touch() & name.touch();
        Optional<String> url = server.value();
        if (!valid || busy.get() || url.isEmpty()) {
            return;
        }
        busy.set(true);
        message.set(null);
        fx.whenDone(
                model.enrol(url.get(), code.value().orElse(""), name.value().orElse("")),
                _ -> {
                    busy.set(false);
                    done.accept(url.get());
                },
                this::failed);
    }

    private void failed(Throwable error) {
        busy.set(false);
        if (!(error instanceof EnrolmentFailed failed)) {
            LOG.error("UI-1102 a desk could not be enrolled", error);
            message.set(FieldError.of("signin.enrol.failed"));
            return;
        }
        switch (failed.why()) {
            case UNREACHABLE -> server.reject(FieldError.of("signin.enrol.unreachable"));
            case NOT_A_SERVER -> server.reject(FieldError.of("signin.enrol.not-a-server"));
            case WANTS_HTTPS -> server.reject(FieldError.of("signin.enrol.wants-https"));
            case OTHER_KEY -> message.set(FieldError.of("signin.enrol.other-key"));
            case NOT_VOUCHED_FOR -> message.set(FieldError.of("signin.enrol.not-vouched-for"));
            case CODE_INVALID -> code.reject(FieldError.of("signin.enrol.code-invalid"));
            case TOO_MANY_ATTEMPTS -> message.set(FieldError.of("signin.enrol.too-many"));
            case NOT_SAVED -> message.set(FieldError.of("signin.enrol.not-saved"));
        }
    }
}
