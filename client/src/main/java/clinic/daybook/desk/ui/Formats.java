package clinic.daybook.desk.ui;

import clinic.daybook.desk.model.Reference;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;

/**
 * Numbers, money and times as a person reads them, in the language that is set. Clinic days and
 * times stand in the clinic's zone. Minus is U+2212, ranges have U+2013, parts are joined by " · ".
 *
 * @param zone of the clinic
 * @param currency of the clinic; amounts are whole units of it
 */
public record Formats(ZoneId zone, Currency currency) {

    /** Joins parts of one line. */
    public static final String DOT = " · ";

    /** Stands where there is nothing to say. */
    public static final String NONE = "–";

    private static final long MAN = 10_000;

    /** The formats of a clinic. */
    public static Formats of(Reference reference) {
        return new Formats(reference.zone(), reference.currency());
    }

    /** Of a clinic that is not known yet: Seoul and won. */
    public static Formats standard() {
        return new Formats(ZoneId.of("Asia/Seoul"), Currency.getInstance("KRW"));
    }

    /** {@code 14:05}. */
    public String time(Instant instant) {
        return time(instant.atZone(zone).toLocalTime());
    }

    /** {@code 14:05}. */
    public static String time(LocalTime time) {
        return DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).format(time);
    }

    /** {@code 14:05:09}, for logs of what happened when. */
    public String seconds(Instant instant) {
        return DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).format(instant.atZone(zone));
    }

    /** {@code 13:36–13:56}. */
    public String range(Instant from, Instant until) {
        return time(from) + "–" + time(until);
    }

    /** {@code 1월 6일 수요일}, {@code Wed 6 January}. */
    public static String date(LocalDate day) {
        return day(day, korean() ? "M월 d일 EEEE" : "EEE d MMMM");
    }

    /** {@code 1월 6일}, {@code 6 Jan}. */
    public static String shortDate(LocalDate day) {
        return day(day, korean() ? "M월 d일" : "d MMM");
    }

    /** {@code 2027년 1월 6일 수요일}, {@code Wednesday 6 January 2027}. */
    public static String longDate(LocalDate day) {
        return day(day, korean() ? "yyyy년 M월 d일 EEEE" : "EEEE d MMMM yyyy");
    }

    /** The clinic's day of an instant. */
    public LocalDate day(Instant instant) {
        return instant.atZone(zone).toLocalDate();
    }

    /** The time alone when it is today, else date and time. */
    public String when(Instant instant, LocalDate today) {
        LocalDate day = day(instant);
        return day.equals(today) ? time(instant) : shortDate(day) + " " + time(instant);
    }

    /** Date and time, always. */
    public String dateTime(Instant instant) {
        return shortDate(day(instant)) + " " + time(instant);
    }

    /** How long something lasts, in whole ones of its largest unit: "2 days", "3 hours". */
    public static String lasting(Duration duration) {
        if (duration.toDays() > 0) {
            return Texts.get("ui.lasting.days", duration.toDays());
        }
        if (duration.toHours() > 0) {
            return Texts.get("ui.lasting.hours", duration.toHours());
        }
        return duration.toMinutes() > 0
                ? Texts.get("ui.lasting.minutes", duration.toMinutes())
                : Texts.get("ui.lasting.seconds", duration.toSeconds());
    }

    /** {@code 18분}, {@code 18 min}. */
    public static String minutes(long minutes) {
        return signed(minutes) + (korean() ? "분" : " min");
    }

    /** {@code 18/30분}, {@code 18 / 30 min}. */
    public static String minutesOf(long minutes, long planned) {
        return korean() ? minutes + "/" + planned + "분" : minutes + " / " + planned + " min";
    }

    /** {@code 320,000원}, {@code ₩320,000}; less than nothing with a minus before it. */
    public String money(long amount) {
        String digits = amount(Math.abs(amount));
        String sign = amount < 0 ? "−" : "";
        String code = currency.getCurrencyCode();
        if (code.equals("KRW")) {
            return korean() ? sign + digits + "원" : sign + "₩" + digits;
        }
        return sign + currency.getSymbol(Texts.language().locale()) + digits;
    }

    /** As {@link #money}, in ten-thousands where that is whole and shorter: {@code 41만}. */
    public String shortMoney(long amount) {
        boolean whole = amount != 0 && amount % MAN == 0;
        return korean() && whole ? amount(amount / MAN) + "만" : money(amount);
    }

    /** Digits in groups, without a currency: {@code −90,000}. */
    public static String amount(long amount) {
        String digits = String.format(Locale.ROOT, "%,d", Math.abs(amount));
        return amount < 0 ? "−" + digits : digits;
    }

    private static String signed(long number) {
        return number < 0 ? "−" + Math.abs(number) : Long.toString(number);
    }

    private static String day(LocalDate day, String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Texts.language().locale()).format(day);
    }

    private static boolean korean() {
        return Texts.language() == Language.KOREAN;
    }
}
