package dev.roadrig.wires.power.off;

import java.time.Duration;

/**
 * When a board counts as off.
 *
 * @param silence how long nothing of it may be seen
 * @param amperes under which a current is none: what a supply's own leakage and its zero error leave
 * @param within by when it has to be off; a board runs on while its capacitors discharge
 * @param atLeast how long it stays off before it is switched on again, counted from the last off
 */
public record OffRule(Duration silence, double amperes, Duration within, Duration atLeast) {
    /** Where a rack says nothing. */
    public static final OffRule USUAL = new OffRule(Duration.ofSeconds(2), 0.02, Duration.ofSeconds(15), Duration.ZERO);

    public OffRule {
        if (within.compareTo(silence) < 0) {
            throw new IllegalArgumentException("silence takes longer than the time it has");
        }
    }
}
