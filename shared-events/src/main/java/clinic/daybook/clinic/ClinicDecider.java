package clinic.daybook.clinic;

import clinic.daybook.clinic.ClinicCommand.NameClinic;
import clinic.daybook.clinic.ClinicCommand.SetAlertMinutes;
import clinic.daybook.clinic.ClinicCommand.SetCurrency;
import clinic.daybook.clinic.ClinicCommand.SetHours;
import clinic.daybook.clinic.ClinicCommand.SetTimeZone;
import clinic.daybook.clinic.ClinicEvent.AlertMinutesSet;
import clinic.daybook.clinic.ClinicEvent.ClinicHoursSet;
import clinic.daybook.clinic.ClinicEvent.ClinicNamed;
import clinic.daybook.clinic.ClinicEvent.ClinicTimeZoneSet;
import clinic.daybook.clinic.ClinicEvent.CurrencySet;
import clinic.daybook.event.Decider;
import clinic.daybook.event.Decision;
import clinic.daybook.event.LawfulDecision;
import clinic.daybook.event.Occurred;
import clinic.daybook.event.Previous;
import clinic.daybook.event.Refusal;
import clinic.daybook.event.Refusals;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rules of the clinic's settings: any may come first, and none is replaced unseen. */
public final class ClinicDecider implements Decider<ClinicCommand, ClinicEvent, ClinicState> {

    @Override
    public String kind() {
        return "clinic";
    }

    @Override
    public ClinicState initial() {
        return ClinicState.NEW;
    }

    @Override
    public Decision<ClinicEvent> decide(ClinicCommand command, ClinicState state) {
        return LawfulDecision.of(
                this,
                state,
                () -> alreadySo(command, state) ? Decision.nothing() : wanted(command));
    }

    @Override
    public Optional<Refusal> legal(ClinicState state, ClinicEvent event) {
        return Optional.ofNullable(
                switch (event) {
                    case ClinicNamed e -> claim("name", e.previous(), state.name());
                    case ClinicTimeZoneSet e -> claim("timeZone", e.previous(), state.timeZone());
                    case CurrencySet e -> claim("currency", e.previous(), state.currency());
                    case ClinicHoursSet _ -> null;
                    case AlertMinutesSet _ -> null;
                });
    }

    @Override
    public ClinicState evolve(ClinicState s, Occurred<ClinicEvent> occurred) {
        return switch (occurred.event()) {
            case ClinicNamed e ->
                    new ClinicState(
                            e.name(),
                            s.timeZone(),
                            s.currency(),
                            s.opens(),
                            s.closes(),
                            s.alertMinutes());
            case ClinicTimeZoneSet e ->
                    new ClinicState(
                            s.name(),
                            e.timeZone(),
                            s.currency(),
                            s.opens(),
                            s.closes(),
                            s.alertMinutes());
            case CurrencySet e ->
                    new ClinicState(
                            s.name(),
                            s.timeZone(),
                            e.currency(),
                            s.opens(),
                            s.closes(),
                            s.alertMinutes());
            case ClinicHoursSet e ->
                    new ClinicState(
                            s.name(),
                            s.timeZone(),
                            s.currency(),
                            e.opens(),
                            e.closes(),
                            s.alertMinutes());
            case AlertMinutesSet e -> {
                Map<String, Integer> alerts = new TreeMap<>(s.alertMinutes());
                alerts.put(e.state(), e.minutes());
                yield new ClinicState(
                        s.name(), s.timeZone(), s.currency(), s.opens(), s.closes(), alerts);
            }
        };
    }

    @Override
    public Class<ClinicCommand> commandType() {
        return ClinicCommand.class;
    }

    @Override
    public Class<ClinicEvent> eventType() {
        return ClinicEvent.class;
    }

    private static boolean alreadySo(ClinicCommand command, ClinicState state) {
        return switch (command) {
            case NameClinic c -> c.name().equals(state.name());
            case SetTimeZone c -> c.timeZone().equals(state.timeZone());
            case SetCurrency c -> c.currency().equals(state.currency());
            case SetHours c -> c.opens().equals(state.opens()) && c.closes().equals(state.closes());
            case SetAlertMinutes c ->
                    Objects.equals(state.alertMinutes().get(c.state()), c.minutes());
        };
    }

    private static Decision<ClinicEvent> wanted(ClinicCommand command) {
        return switch (command) {
            case NameClinic c ->
                    Decision.accept(new ClinicNamed(c.name(), new Previous<>(c.seen())));
            case SetTimeZone c ->
                    Decision.accept(new ClinicTimeZoneSet(c.timeZone(), new Previous<>(c.seen())));
            case SetCurrency c ->
                    Decision.accept(new CurrencySet(c.currency(), new Previous<>(c.seen())));
            case SetHours c -> Decision.accept(new ClinicHoursSet(c.opens(), c.closes()));
            case SetAlertMinutes c -> Decision.accept(new AlertMinutesSet(c.state(), c.minutes()));
        };
    }

    private static @Nullable Refusal claim(
            String field, @Nullable Previous<?> claimed, @Nullable Object current) {
        return claimed == null || Objects.equals(claimed.value(), current)
                ? null
                : Refusals.changedSince(field);
    }
}
