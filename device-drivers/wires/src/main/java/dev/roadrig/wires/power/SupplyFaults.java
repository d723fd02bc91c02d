package dev.roadrig.wires.power;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.Wording;

/** Faults that every kind of supply has, in the same words. */
public final class SupplyFaults {
    private static final int MOST_SHOWN = 200;

    private SupplyFaults() {}

    /** @param name of the supply, such as {@code battery of dashcam-1} */
    public static RigFault off(String name) {
        return new RigFault(
                "supply.off",
                "The supply %s is off. Switch it on; if it trips, look for a short and raise its current limit."
                        .formatted(name));
    }

    public static RigFault stuck(String name, boolean on) {
        return new RigFault(
                "supply.stuck",
                on
                        ? "The supply %s was told to go on and says that it is off. Look at it: its protection may have tripped."
                                .formatted(name)
                        : "The supply %s stays on. Switch it off by hand.".formatted(name));
    }

    /** What it answered makes no sense. */
    public static RigFault garbled(String name, String asked, String answer, String next) {
        return new RigFault(
                "supply.garbled", "The supply %s answered '%s' to %s. %s".formatted(name, shown(answer), asked, next));
    }

    /** A stranger's text on one line, and not too long. */
    public static String shown(String text) {
        String line = text.strip().replaceAll("\\s*[\\r\\n]+\\s*", " / ").replaceAll("\\p{Cntrl}", "?");
        return Wording.firstOf(line, MOST_SHOWN);
    }
}
