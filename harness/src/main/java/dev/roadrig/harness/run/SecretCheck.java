package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.harness.rack.Secret;
import dev.roadrig.scenarios.fault.BadInput;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks whether a board's secrets are there, before a wire that needs one is tried: it may not be tried at all. */
final class SecretCheck {
    private SecretCheck() {}

    /** A row for each that is not there. One that is there has none: the wire that it opens says how it went. */
    static List<Finding> of(RackBoard board) {
        Set<String> asked = new HashSet<>();
        return board.secrets().stream()
                .filter(secret -> asked.add(secret.toString()))
                .flatMap(secret -> missing(secret).stream())
                .toList();
    }

    private static List<Finding> missing(Secret secret) {
        try {
            String unused = secret.reveal();
            return List.of();
        } catch (BadInput e) {
            return List.of(Finding.broken("secret", String.valueOf(e.getMessage())));
        }
    }
}
