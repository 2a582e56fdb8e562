package clinic.daybook.desk.ui;

import java.util.Locale;

/** Search by initial consonants: ㅂㅅㅇ finds 배소윤. */
public final class Hangul {

    private static final String INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
    private static final int SYLLABLES_OF_AN_INITIAL = 21 * 28;

    private Hangul() {}

    /** The text with every syllable replaced by its initial consonant; other characters stay. */
    public static String initials(String text) {
        StringBuilder initials = new StringBuilder(text.length());
        text.chars()
                .forEach(
                        c ->
                                initials.append(
                                        c >= '가' && c <= '힣'
                                                ? INITIALS.charAt(
                                                        (c - '가') / SYLLABLES_OF_AN_INITIAL)
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
