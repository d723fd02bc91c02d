package dev.roadrig.scenarios.fault;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How messages show a value or a part of a long text, and name what was probably meant. */
public final class Wording {
    /** Where a text was cut. What masks secrets knows by it that a half of one may stand there. */
    public static final String CUT = "..";

    private static final int SHOWN = 60;
    private static final int LEAST_BEGUN = 3;

    private Wording() {}

    /** A value from a file in quotes: cut after 60 characters, control characters as question marks. */
    public static String quote(String value) {
        StringBuilder shown = new StringBuilder("'");
        value.codePoints()
                .limit(SHOWN)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .forEach(shown::appendCodePoint);
        return shown.append(value.codePointCount(0, value.length()) > SHOWN ? "...'" : "'")
                .toString();
    }

    /** The first so many characters of a text, and {@link #CUT} where it has more. */
    public static String firstOf(String text, int most) {
        return text.length() > most ? text.substring(0, most) + CUT : text;
    }

    /** The last so many characters of a text, after {@link #CUT} where it has more. */
    public static String lastOf(String text, int most) {
        return text.length() > most ? CUT + text.substring(text.length() - most) : text;
    }

    /**
     * "; did you mean 'x'? Allowed: x, y" for a word that is none of those allowed; without the question where nothing
     * is near.
     */
    public static String instead(String word, Collection<String> allowed) {
        String question = didYouMean(word, allowed);
        String list =
                allowed.isEmpty() ? "" : (question.isEmpty() ? ". " : " ") + "Allowed: " + String.join(", ", allowed);
        return question + list;
    }

    /** "; did you mean 'x'?" where something is near, else empty. */
    public static String didYouMean(String word, Collection<String> allowed) {
        return nearest(word, allowed)
                .map(near -> "; did you mean " + quote(near) + "?")
                .orElse("");
    }

    /**
     * The word at the least edit distance, where at most a third of the letters (and at least one) would change; else the
     * only one that begins so, of at least three letters.
     */
    public static Optional<String> nearest(String word, Collection<String> allowed) {
        String wanted = word.toLowerCase(Locale.ROOT);
        int tolerated = Math.max(1, Math.min(word.length(), 64) / 3);
        return allowed.stream()
                .filter(near -> Math.abs(near.length() - word.length()) <= tolerated)
                .filter(near -> distance(wanted, near.toLowerCase(Locale.ROOT)) <= tolerated)
                .min(Comparator.comparingInt(near -> distance(wanted, near.toLowerCase(Locale.ROOT))))
                .or(() -> begun(wanted, allowed));
    }

    private static Optional<String> begun(String wanted, Collection<String> allowed) {
        List<String> longer = wanted.length() < LEAST_BEGUN
                ? List.of()
                : allowed.stream()
                        .filter(word -> word.toLowerCase(Locale.ROOT).startsWith(wanted))
                        .toList();
        return longer.size() == 1 ? Optional.of(longer.get(0)) : Optional.empty();
    }

    /**
     * Optimal string alignment: insertions, deletions, changes and swaps of neighbours (Damerau 1964, restricted form).
     */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : step(d, a, b, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int step(int[][] d, String a, String b, int i, int j) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        boolean swap = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swap ? Math.min(least, d[i - 2][j - 2] + 1) : least;
    }
}
