package clinic.daybook.desk.ui;

import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills the gaps of a text. {@code {0}} or {@code {name}}: the value. {@code {0|change|changes}}:
 * the first word when the value is 1, else the second. {@code {task~을|를}}: the value and the Korean
 * particle that fits its last sound (after a consonant, after a vowel). A gap without a value stays
 * as it is written.
 */
final class Template {

    private static final Pattern GAP =
            Pattern.compile("\\{(\\w+)(?:\\|([^|{}]*)\\|([^|{}]*)|~([^|{}]+)\\|([^|{}]+))?\\}");
    private static final int RIEUL = 8;

    private Template() {}

    static String fill(String pattern, @Nullable Object... args) {
        return fill(
                pattern,
                name -> {
                    int index =
                            name.chars().allMatch(Character::isDigit) ? Integer.parseInt(name) : -1;
                    return index >= 0 && index < args.length ? String.valueOf(args[index]) : null;
                });
    }

    static String fill(String pattern, Map<String, String> args) {
        return fill(pattern, args::get);
    }

    private static String fill(String pattern, Function<String, @Nullable String> values) {
        if (pattern.indexOf('{') < 0) {
            return pattern;
        }
        Matcher gap = GAP.matcher(pattern);
        StringBuilder filled = new StringBuilder();
        while (gap.find()) {
            String value = values.apply(gap.group(1));
            String replacement;
            if (value == null) {
                replacement = gap.group();
            } else if (gap.group(2) != null) {
                replacement = value.equals("1") ? gap.group(2) : gap.group(3);
            } else if (gap.group(4) != null) {
                replacement = value + (closed(value, gap.group(4)) ? gap.group(4) : gap.group(5));
            } else {
                replacement = value;
            }
            gap.appendReplacement(filled, Matcher.quoteReplacement(replacement));
        }
        return gap.appendTail(filled).toString();
    }

    /** Whether the last sound asks for the particle that follows a consonant. */
    private static boolean closed(String value, String afterConsonant) {
        String bare = value.replaceAll("[^\\p{L}\\p{N}]+$", "");
        if (bare.isEmpty()) {
            return false;
        }
        char last = bare.charAt(bare.length() - 1);
        int coda;
        if (last >= '가' && last <= '힣') {
            coda = (last - '가') % 28;
        } else if (last >= '0' && last <= '9') {
            // 영 일 이 삼 사 오 육 칠 팔 구: how the figures are read aloud.
            coda = new int[] {21, RIEUL, 0, 16, 0, 0, 1, RIEUL, RIEUL, 0}[last - '0'];
        } else {
            return false;
        }
        return coda != 0 && !(coda == RIEUL && afterConsonant.startsWith("으"));
    }
}
