package dev.roadrig.harness.rack;

import dev.roadrig.scenarios.fault.BadInput;
import java.util.function.Supplier;

/** Something that is never written: kept as a reference, revealed where it is used, masked everywhere else. */
public final class Secret {
    private static final String MASK = "***";

    private final String reference;
    private final Supplier<String> value;

    Secret(String reference, Supplier<String> value) {
        this.reference = reference;
        this.value = value;
    }

    /** The secret itself. Throws {@link BadInput} where what it refers to is not there. */
    public String reveal() {
        return value.get();
    }

    /** A text with this secret masked, as the record and every report must have it. */
    public String mask(String text) {
        return text.replace(reveal(), MASK);
    }

    /** Where it comes from, such as {@code ${env:BOARD_PASSWORD}}; never what it is. */
    @Override
    public String toString() {
        return reference;
    }
}
