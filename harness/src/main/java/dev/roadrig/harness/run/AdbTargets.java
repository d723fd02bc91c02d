package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.wires.adb.AdbTarget;

/** A rack's Android board as the adb driver takes it. */
final class AdbTargets {
    private AdbTargets() {}

    static AdbTarget of(String board, RackBoard.AdbWire wire) {
        return new AdbTarget(board, wire.host(), wire.port(), wire.key());
    }
}
