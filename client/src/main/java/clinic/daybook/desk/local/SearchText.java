package clinic.daybook.desk.local;

import java.text.Normalizer;
import java.util.Locale;

/** How names and phone numbers are made comparable with what a person types. */
final class SearchText {

    private static final String INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
    private static final char FIRST_SYLLABLE = '가';
    private static final char LAST_SYLLABLE = '힣';

    /**
     * Syllables that share an initial consonant follow each other in Unicode, so many at a time.
     */
    private static final int SYLLABLES_PER_INITIAL = 588;

    private SearchText() {}

    /** Composed, lower case, without spaces. */
    static String key(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s", "");
    }

    /** Each Hangul syllable replaced by its initial consonant: 김민준 becomes ㄱㅁㅈ. */
    static String initials(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : key(text).toCharArray()) {
            out.append(
                    c >= FIRST_SYLLABLE && c <= LAST_SYLLABLE
                            ? INITIALS.charAt((c - FIRST_SYLLABLE) / SYLLABLES_PER_INITIAL)
                            : c);
        }
        return out.toString();
    }

    /** Whether it holds initial consonants alone. */
    static boolean isInitials(String key) {
        return !key.isEmpty() && key.chars().allMatch(c -> INITIALS.indexOf(c) >= 0);
    }

    /** The digits from the last to the first, so that an index finds the last ones. */
    static String reversedDigits(String phone) {
        return new StringBuilder(digits(phone)).reverse().toString();
    }

    /** The digits alone. */
    static String digits(String text) {
        return text.replaceAll("[^0-9]", "");
    }

    /** For a LIKE with {@code ESCAPE '!'}. */
    static String escapeLike(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
