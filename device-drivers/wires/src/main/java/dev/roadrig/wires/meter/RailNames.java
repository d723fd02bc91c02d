package dev.roadrig.wires.meter;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names of rails as the record has them: a name that an instrument lists twice is two rails, and neither is added to the other. */
public final class RailNames {
    /** These feed the board; on an AGX Orin VIN_SYS_5V0 does not, and is a rail like the others. */
    private static final List<String> TOTALS = List.of("VDD_IN", "POM_5V_IN");

    private RailNames() {}

    /** The same names in their order, the second of a kind with {@code #2} and so on. */
    public static List<String> distinct(List<String> names) {
        Map<String, Integer> seen = new HashMap<>();
        return names.stream()
                .map(name -> {
                    int nth = seen.merge(name, 1, Integer::sum);
                    return nth == 1 ? name : name + "#" + nth;
                })
                .toList();
    }

    /** Whether a rail is known to feed all others of its board. */
    public static boolean isTotal(String name) {
        return TOTALS.contains(name);
    }
}
