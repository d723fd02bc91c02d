package dev.roadrig.harness.rack;

import dev.roadrig.scenarios.fault.BadInput;
import java.util.function.Supplier;

/** Something that is never written: kept as a reference, revealed where it is used, and masked by {@link SecretMask} in what is written. */
public final class Secret {
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

    /** Where it comes from, such as {@code ${env:BOARD_PASSWORD}}; never what it is. */
    @Override
    public String toString() {
        return reference;
    }
}
