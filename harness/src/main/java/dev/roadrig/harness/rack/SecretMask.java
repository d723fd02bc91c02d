package dev.roadrig.harness.rack;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.BoardFault;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.fault.Wording;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes secrets out of whatever is written, wherever they come from: the last net, behind the care of each that uses one. A
 * secret of several lines is masked by the line too. One that is shorter than {@link #SHORTEST} is left: as three letters it
 * stands in many a harmless word.
 */
public final class SecretMask {
    /** In bytes of UTF-8. */
    public static final int SHORTEST = 4;

    private static final String MASK = "***";
    /** {@link Wording#CUT}, or more dots. */
    private static final Pattern CUT = Pattern.compile("\\.{2,}");

    private final List<String> values;
    /** Also as JSON writes them. */
    private final List<String> texts;

    private SecretMask(List<String> values) {
        this.values = values;
        texts = values.stream()
                .flatMap(value -> Stream.of(value, escaped(value)))
                .distinct()
                .toList();
    }

    /** Of all that can be revealed: whatever is not there is used by nobody and written nowhere. */
    public static SecretMask of(Collection<Secret> secrets) {
        return new SecretMask(secrets.stream()
                .flatMap(secret -> revealed(secret).stream())
                .flatMap(value -> Stream.concat(Stream.of(value), value.lines().map(String::strip)))
                .filter(SecretMask::isMasked)
                .distinct()
                .toList());
    }

    private static Optional<String> revealed(Secret secret) {
        try {
            return Optional.of(secret.reveal());
        } catch (BadInput notThere) {
            return Optional.empty();
        }
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** Whether there is nothing to mask. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** The text with {@code ***} in the place of each secret, and of four bytes or more that a cut in the text has left of one. */
    public String text(String text) {
        var hidden = new BitSet();
        for (String secret : texts) {
            for (int at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
                hidden.set(at, at + secret.length());
            }
            hideHalves(text, secret, hidden);
        }
        return hidden.isEmpty() ? text : without(text, hidden);
    }

    private static void hideHalves(String text, String secret, BitSet hidden) {
        int whole = secret.length();
        Matcher cut = CUT.matcher(text);
        while (cut.find()) {
            for (int n = 1; n < whole; n++) {
                if (text.regionMatches(cut.start() - n, secret, 0, n) && isMasked(secret.substring(0, n))) {
                    hidden.set(cut.start() - n, cut.start());
                }
                if (text.regionMatches(cut.end(), secret, whole - n, n) && isMasked(secret.substring(whole - n))) {
                    hidden.set(cut.end(), cut.end() + n);
                }
            }
        }
    }

    private static String without(String text, BitSet hidden) {
        var shown = new StringBuilder();
        int from = 0;
        for (int at = hidden.nextSetBit(0); at >= 0; at = hidden.nextSetBit(from)) {
            shown.append(text, from, at).append(MASK);
            from = hidden.nextClearBit(at);
        }
        return shown.append(text, from, text.length()).toString();
    }

    private static boolean isMasked(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length >= SHORTEST;
    }

    /** The same fault with its words masked; itself where there is nothing to mask. */
    public RunFault fault(RunFault fault) {
        String message = String.valueOf(fault.getMessage());
        String said = text(message);
        List<Evidence> shown = fault.evidence().stream()
                .map(piece -> new Evidence(text(piece.title()), text(piece.text())))
                .toList();
        List<Throwable> later =
                Stream.of(fault.getSuppressed()).map(this::suppressed).toList();
        if (said.equals(message) && shown.equals(fault.evidence()) && later.equals(List.of(fault.getSuppressed()))) {
            return fault;
        }
        RunFault masked =
                switch (fault.culprit()) {
                    case RIG -> new RigFault(fault.code(), said, shown);
                    case BOARD -> new BoardFault(fault.code(), said, shown);
                    case UNKNOWN -> new UnknownFault(fault.code(), said, shown);
                };
        masked.setStackTrace(fault.getStackTrace());
        later.forEach(masked::addSuppressed);
        return masked;
    }

    private Throwable suppressed(Throwable later) {
        return later instanceof RunFault fault ? fault(fault) : later;
    }

    /** The same for bytes. */
    public SecretBytes bytes() {
        return new SecretBytes(values);
    }
}
