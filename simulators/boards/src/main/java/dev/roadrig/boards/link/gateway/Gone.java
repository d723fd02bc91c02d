package dev.roadrig.boards.link.gateway;

import dev.roadrig.scenarios.fault.RigFault;
import java.util.List;

/** Whether a command failed because what it was to remove is not there, by what iproute2 and nft then print. */
final class Gone {
    private static final List<String> WORDS = List.of(
            "No such file or directory",
            "No such process",
            "No such device",
            "Cannot find device",
            "Cannot find specified qdisc",
            "Cannot assign requested address",
            "Invalid handle",
            "FIB table does not exist");

    private Gone() {}

    static boolean saidBy(RigFault fault) {
        return fault.code().equals(LinuxHost.REFUSED)
                && fault.evidence().stream().anyMatch(evidence -> WORDS.stream().anyMatch(evidence.text()::contains));
    }
}
