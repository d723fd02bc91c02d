package dev.roadrig.boards.link.gateway;

import dev.roadrig.scenarios.fault.BadInput;
import java.util.regex.Pattern;

/** Names of network interfaces that may become part of a command or of a path. */
final class InterfaceName {
    /** IFNAMSIZ less the closing zero, linux/if.h. */
    private static final Pattern ALLOWED = Pattern.compile("[a-z0-9-]{1,15}");

    private InterfaceName() {}

    static boolean allowed(String name) {
        return ALLOWED.matcher(name).matches() && !name.startsWith("-");
    }

    static String check(String name) {
        if (!allowed(name)) {
            throw new BadInput("\"" + name
                    + "\" is not a network interface's name here: 1 to 15 of a-z, 0-9 and -, as `ip link` lists them.");
        }
        return name;
    }
}
