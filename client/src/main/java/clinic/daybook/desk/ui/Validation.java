package clinic.daybook.desk.ui;

import clinic.daybook.reservation.Limits;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what people type. Pure: text in, value or error out; for view models. Blank input is an
 * error unless the method is named {@code optional…}.
 */
public final class Validation {

    /** Longest memo, reason or note, in UTF-16 units; far below the 64 KiB of an event. */
    public static final int MAX_MEMO = 4_000;

    /** Longest phone number as typed. */
    public static final int MAX_PHONE = 32;

    /** The most servers that a desk is told of. */
    private static final int MAX_SERVERS = 8;

    private static final Pattern DIGITS = Pattern.compile("\\d{1,18}");
    private static final Pattern TIME =
            Pattern.compile("(\\d{1,2}):(\\d{1,2})|(\\d{1,2})(\\d{2})?");
    private static final Pattern DATE =
            Pattern.compile("(\\d{4})[-./ ]?(\\d{1,2})[-./ ]?(\\d{1,2})\\.?");
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 ()\\-]*");

    private Validation() {}

    /** Text of 1 to {@code max} characters, without the blanks around it. */
    public static Checked<String> text(String input, int max) {
        return input.isBlank() ? Checked.invalid("ui.error.blank") : optionalText(input, max);
    }

    /** Text of at most {@code max} characters, without the blanks around it; may be empty. */
    public static Checked<String> optionalText(String input, int max) {
        String text = input.strip();
        return text.length() > max
                ? Checked.invalid(
                        "ui.error.too-long", Formats.amount(max), Formats.amount(text.length()))
                : Checked.valid(text);
    }

    /** The name of a thing or person. */
    public static Checked<String> name(String input) {
        return text(input, Limits.MAX_TEXT);
    }

    /** A memo, reason or note; may be empty. */
    public static Checked<String> memo(String input) {
        return optionalText(input, MAX_MEMO);
    }

    /** An amount of money in whole units: digits, grouped or not, with or without 원 or ₩. */
    public static Checked<Long> amount(String input) {
        return amount(input, Limits.MAX_MONEY);
    }

    /** An amount from 1 to {@code max}. */
    public static Checked<Long> amount(String input, long max) {
        String digits = input.replaceAll("[,\\s원₩]", "");
        if (input.isBlank()) {
            return Checked.invalid("ui.error.blank");
        }
        if (!digits.matches("\\d+")) {
            return Checked.invalid("ui.error.amount-letters");
        }
        if (!DIGITS.matcher(digits).matches()
                || Long.parseLong(digits) < 1
                || Long.parseLong(digits) > max) {
            return Checked.invalid("ui.error.amount-range", Formats.amount(max));
        }
        return Checked.valid(Long.parseLong(digits));
    }

    /** Whole minutes, as a booking or task may last. */
    public static Checked<Integer> minutes(String input) {
        String digits = input.strip().replaceAll("\\s*(분|min)$", "");
        if (digits.isEmpty()) {
            return Checked.invalid("ui.error.blank");
        }
        if (!digits.matches("\\d+")) {
            return Checked.invalid("ui.error.minutes-letters");
        }
        if (digits.length() > 6
                || Integer.parseInt(digits) < 1
                || Integer.parseInt(digits) > Limits.MAX_MINUTES) {
            return Checked.invalid("ui.error.minutes-range", Formats.amount(Limits.MAX_MINUTES));
        }
        return Checked.valid(Integer.parseInt(digits));
    }

    /** A time of day: {@code 14:30}, {@code 1430}, {@code 930} or {@code 14}. */
    public static Checked<LocalTime> time(String input) {
        String text = input.strip();
        if (text.isEmpty()) {
            return Checked.invalid("ui.error.blank");
        }
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            return Checked.invalid("ui.error.time-form");
        }
        boolean colon = time.group(1) != null;
        String hour = colon ? time.group(1) : time.group(3);
        String minute = colon ? time.group(2) : time.group(4);
        int h = Integer.parseInt(hour);
        int m = minute == null ? 0 : Integer.parseInt(minute);
        return h > 23 || m > 59
                ? Checked.invalid("ui.error.time-form")
                : Checked.valid(LocalTime.of(h, m));
    }

    /** A date: {@code 2027-01-06}, with dots, slashes or nothing between. */
    public static Checked<LocalDate> date(String input) {
        if (input.isBlank()) {
            return Checked.invalid("ui.error.blank");
        }
        Matcher date = DATE.matcher(input.strip());
        if (!date.matches()) {
            return Checked.invalid("ui.error.date-form");
        }
        try {
            return Checked.valid(
                    LocalDate.of(
                            Integer.parseInt(date.group(1)),
                            Integer.parseInt(date.group(2)),
                            Integer.parseInt(date.group(3))));
        } catch (DateTimeException noSuchDay) {
            return Checked.invalid("ui.error.date-form");
        }
    }

    /** A phone number as typed; may be empty. */
    public static Checked<String> optionalPhone(String input) {
        String phone = input.strip();
        if (phone.isEmpty()) {
            return Checked.valid("");
        }
        return phone.length() <= MAX_PHONE && PHONE.matcher(phone).matches()
                ? Checked.valid(phone)
                : Checked.invalid("ui.error.phone-form");
    }

    /** The address of a server: scheme http or https, a host, perhaps a port; no path. */
    public static Checked<String> serverUrl(String input) {
        if (input.isBlank()) {
            return Checked.invalid("ui.error.blank");
        }
        try {
            String text = input.strip().replaceAll("/+$", "");
            URI uri = new URI(text);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            boolean bare =
                    uri.getRawPath() != null
                            && uri.getRawPath().isEmpty()
                            && uri.getRawQuery() == null
                            && uri.getRawFragment() == null
                            && uri.getRawUserInfo() == null;
            if (web && bare && uri.getHost() != null && uri.getPort() <= 65_535) {
                return Checked.valid(text);
            }
        } catch (URISyntaxException notAnAddress) {
            return Checked.invalid("ui.error.url-form");
        }
        return Checked.invalid("ui.error.url-form");
    }

    /**
     * The addresses of the servers that share a store, apart by commas, the one to begin with
     * first; most often it is one.
     */
    public static Checked<String> serverUrls(String input) {
        String[] typed = input.split(",", -1);
        List<String> urls = new ArrayList<>();
        for (String one : typed) {
            switch (serverUrl(one)) {
                case Checked.Valid<String>(String url) -> urls.add(url);
                case Checked.Invalid<String> invalid -> {
                    return typed.length == 1 ? invalid : Checked.invalid("ui.error.url-form");
                }
            }
        }
        return urls.size() <= MAX_SERVERS
                ? Checked.valid(String.join(",", urls))
                : Checked.invalid("ui.error.url-form");
    }

    /** That the end is after the start; the value is the end. */
    public static <T extends Temporal & Comparable<? super T>> Checked<T> after(T start, T end) {
        return end.compareTo(start) > 0
                ? Checked.valid(end)
                : Checked.invalid("ui.error.end-before-start");
    }

    /** That something was chosen. */
    public static <T> Checked<T> chosen(Optional<T> choice) {
        return choice.<Checked<T>>map(Checked::valid)
                .orElseGet(() -> Checked.invalid("ui.error.choose"));
    }
}
