package dev.roadrig.harness.rack;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.BoardFault;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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

    private final List<String> values;
    /** Also as JSON writes them, the longest first: one that is a part of another would leave the rest of it. */
    private final List<String> texts;

    private SecretMask(List<String> values) {
        this.values = values;
        texts = values.stream()
                .flatMap(value -> Stream.of(value, escaped(value)))
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** Of all that can be revealed: whatever is not there is used by nobody and written nowhere. */
    public static SecretMask of(Collection<Secret> secrets) {
        return new SecretMask(secrets.stream()
                .flatMap(secret -> revealed(secret).stream())
                .flatMap(value -> Stream.concat(Stream.of(value), value.lines().map(String::strip)))
                .filter(value -> value.getBytes(StandardCharsets.UTF_8).length >= SHORTEST)
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

    /** The text with {@code ***} in the place of each secret. */
    public String text(String text) {
        String masked = text;
        for (String secret : texts) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }

    /** The same fault with its words masked; itself where there is nothing to mask. */
    public RunFault fault(RunFault fault) {
        String message = String.valueOf(fault.getMessage());
        String said = text(message);
        List<Evidence> shown = fault.evidence().stream()
                .map(piece -> new Evidence(text(piece.title()), text(piece.text())))
                .toList();
        if (said.equals(message) && shown.equals(fault.evidence())) {
            return fault;
        }
        RunFault masked =
                switch (fault.culprit()) {
                    case RIG -> new RigFault(fault.code(), said, shown);
                    case BOARD -> new BoardFault(fault.code(), said, shown);
                    case UNKNOWN -> new UnknownFault(fault.code(), said, shown);
                };
        masked.setStackTrace(fault.getStackTrace());
        return masked;
    }

    /** The same for bytes. */
    public SecretBytes bytes() {
        return new SecretBytes(values);
    }
}
