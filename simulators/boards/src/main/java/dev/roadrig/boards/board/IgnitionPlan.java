package dev.roadrig.boards.board;

import dev.roadrig.scenarios.fault.BadInput;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a board makes of its ignition when that goes off.
 *
 * @param hold from the off to the shut-down; zero for the others
 */
public record IgnitionPlan(Behaviour behaviour, Duration hold) {
    private static final Pattern SHUT_DOWN = Pattern.compile("shuts-down-after=([0-9]{1,6})(ms|s)");

    /** How a board behaves. */
    public enum Behaviour {
        /** As if nothing had happened. */
        STAYS,
        /** Draws less, and goes on with its work. */
        PARKS,
        /** Draws less, without its network. */
        SLEEPS,
        /** Shuts down in order, and boots when the ignition comes on. */
        SHUTS_DOWN
    }

    /**
     * Reads {@code stays}, {@code parks}, {@code sleeps} or such as {@code shuts-down-after=2s}.
     *
     * @throws BadInput for anything else
     */
    public static IgnitionPlan parse(String value) {
        Matcher shutDown = SHUT_DOWN.matcher(value);
        if (shutDown.matches()) {
            long count = Long.parseLong(shutDown.group(1));
            boolean seconds = shutDown.group(2).equals("s");
            return new IgnitionPlan(
                    Behaviour.SHUTS_DOWN, seconds ? Duration.ofSeconds(count) : Duration.ofMillis(count));
        }
        return switch (value) {
            case "stays", "parks", "sleeps" ->
                new IgnitionPlan(Behaviour.valueOf(value.toUpperCase(Locale.ROOT)), Duration.ZERO);
            default ->
                throw new BadInput(
                        "The option --ignition takes stays, parks, sleeps, or such as shuts-down-after=2s, not \""
                                + value + "\".");
        };
    }
}
