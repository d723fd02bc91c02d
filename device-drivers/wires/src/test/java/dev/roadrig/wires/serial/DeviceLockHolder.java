package dev.roadrig.wires.serial;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.IOException;

/** A process that holds a device until it is killed or its input ends, and is refused it a second time. */
final class DeviceLockHolder {
    private DeviceLockHolder() {}

    public static void main(String[] args) throws Exception {
        try (var ticker = new RealTicker("holder")) {
            hold(args[0], ticker);
        }
    }

    private static void hold(String device, RealTicker ticker) throws Exception {
        DeviceLock lock = DeviceLock.take(device, "other-board", ticker);
        try {
            System.out.println(isTakenAgain(device, ticker) ? "taken twice" : "held");
            awaitEndOfInput();
        } finally {
            lock.close();
        }
    }

    private static boolean isTakenAgain(String device, RealTicker ticker) {
        try {
            DeviceLock.take(device, "same-process", ticker).close();
            return true;
        } catch (RigFault e) {
            return false;
        }
    }

    private static void awaitEndOfInput() throws IOException {
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
    }
}
