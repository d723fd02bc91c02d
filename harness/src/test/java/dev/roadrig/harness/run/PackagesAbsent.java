package dev.roadrig.harness.run;

import dev.roadrig.scenarios.fault.RigFault;
import java.util.regex.Pattern;

/** Tells a host that cannot get Debian's arm64 packages, where tests are skipped, from a recipe that is broken. */
final class PackagesAbsent {
    /** apt's words (apt-pkg/acquire-item.cc, methods/connect.cc, apt-private/private-cacheset.cc) with LC_ALL=C. */
    private static final Pattern WORDS = Pattern.compile("Unable to locate package|has no installation candidate"
            + "|Could not resolve|Temporary failure resolving|Could not connect|Cannot initiate the connection"
            + "|Unable to connect|Connection timed out|Connection refused|Network is unreachable"
            + "|404 {2}Not Found|503 {2}Service Unavailable");

    private PackagesAbsent() {}

    static boolean isSaidBy(RigFault fault) {
        return String.valueOf(fault.getMessage()).contains("apt-get")
                && WORDS.matcher(String.valueOf(fault.getMessage())).find();
    }
}
