package clinic.daybook.desk.ui;

import java.util.Locale;

/** Search by initial consonants: ㅂㅅㅇ finds 배소윤. */
public final class Hangul {

    private static final String INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
    private static final int SYLLABLES_OF_AN_INITIAL = 21 * 28;

    /** What the Latin letters of a keyboard stand for in the two-set Korean layout. */
    private static final String KEYS = "rRseEfaqQtTdwWczxvg";

    private Hangul() {}

    /**
     * What was typed on a keyboard left in Latin, as the initial consonants on the same keys; where
     * no input method runs, only the key itself is known. Keys without an initial stay.
     */
    public static String fromKeys(String typed) {
        StringBuilder jamo = new StringBuilder(typed.length());
        typed.chars()
                .forEach(c -> {
                    int key = KEYS.indexOf(c);
                    int bare = KEYS.indexOf(Character.toLowerCase(c));
                    int at = key >= 0 ? key : bare;
                    jamo.append(at >= 0 ? INITIALS.charAt(at) : (char) c);
                });
        return jamo.toString();
    }

    /** The text with every syllable replaced by its initial consonant; other characters stay. */
    public static String initials(String text) {
        StringBuilder initials = new StringBuilder(text.length());
        text.chars()
                .forEach(c ->
                        initials.append(
                                c >= '가' && c <= '힣'
                                        ? INITIALS.charAt((c - '가') / SYLLABLES_OF_AN_INITIAL)
                                        : (char) c));
        return initials.toString();
    }

    /**
     * Whether the name contains what was typed, be it syllables, initial consonants or both mixed;
     * without regard to case and blanks. Nothing typed matches everything.
     */
    public static boolean matches(String name, String typed) {
        String wanted = bare(typed);
        String there = bare(name);
        String initials = initials(there);
        for (int start = 0; start + wanted.length() <= there.length(); start++) {
            if (matchesAt(there, initials, wanted, start)) {
                return true;
            }
        }
        return wanted.isEmpty();
    }

    private static boolean matchesAt(String there, String initials, String wanted, int start) {
        for (int i = 0; i < wanted.length(); i++) {
            char c = wanted.charAt(i);
            if (c != there.charAt(start + i) && c != initials.charAt(start + i)) {
                return false;
            }
        }
        return true;
    }

    private static String bare(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("\\s", "");
    }
}
