package clinic.daybook.desk.ui;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;

/**
 * The eye of the board: while it is closed, names and phone numbers are covered on every screen at
 * once, so that who stands at the desk cannot read them.
 */
public final class Privacy {

    private static final String DOT = "•";
    private static final int LAST_DIGITS = 4;
    private static final int FIRST_DIGITS = 3;
    private static final BooleanProperty COVERED =
            new SimpleBooleanProperty(null, "covered", false);

    private Privacy() {}

    /** Whether names and numbers are covered; on the FX thread only. */
    public static BooleanProperty coveredProperty() {
        return COVERED;
    }

    /** A customer's name as it may be shown now. */
    public static String name(String name) {
        return COVERED.get() ? coverName(name) : name;
    }

    /** A phone number as it may be shown now. */
    public static String phone(String phone) {
        return COVERED.get() ? coverPhone(phone) : phone;
    }

    /**
     * The name with everything between its first and last letter covered, a name of two letters
     * with its last one: {@code 윤•아}, {@code 노•}, {@code Y••• ••••a}.
     */
    public static String coverName(String name) {
        int[] letters = name.strip().codePoints().toArray();
        StringBuilder covered = new StringBuilder();
        for (int i = 0; i < letters.length; i++) {
            boolean open = i == 0 || (i == letters.length - 1 && letters.length > 2);
            boolean gap = Character.isWhitespace(letters[i]);
            covered.append(open || gap ? Character.toString(letters[i]) : DOT);
        }
        return covered.toString();
    }

    /** The number with only its first three and last four digits: {@code 010-••••-4821}. */
    public static String coverPhone(String phone) {
        long digits = phone.chars().filter(Character::isDigit).count();
        StringBuilder covered = new StringBuilder();
        int seen = 0;
        for (char c : phone.toCharArray()) {
            if (!Character.isDigit(c)) {
                covered.append(c);
                continue;
            }
            seen++;
            boolean open = seen > digits - LAST_DIGITS || (seen <= FIRST_DIGITS && digits > 8);
            covered.append(open ? Character.toString(c) : DOT);
        }
        return covered.toString();
    }
}
