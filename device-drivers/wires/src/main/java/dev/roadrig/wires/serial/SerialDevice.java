package dev.roadrig.wires.serial;

import dev.roadrig.scenarios.fault.RigFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import jssc.SerialPortException;

/** What a path to a serial port turns out to be, and the faults of opening it. */
final class SerialDevice {
    /** Rates of termios that jssc passes on; others leave a pseudo terminal in line mode and are not applied. */
    private static final Set<Integer> STANDARD_BAUDS = Set.of(
            300, 600, 1200, 1800, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200, 230_400, 460_800, 500_000, 576_000,
            921_600, 1_000_000, 1_152_000, 1_500_000, 2_000_000, 2_500_000, 3_000_000, 3_500_000, 4_000_000);

    private SerialDevice() {}

    /** The device behind a path and its links: the identity that a lock is taken on. */
    static Path resolve(String path, String board) throws RigFault {
        try {
            return Path.of(path).toRealPath();
        } catch (IOException e) {
            throw new RigFault(
                    "console.missing",
                    "The console of %s is not there: no device %s. Plug the adapter in, or correct `console` in the rack."
                            .formatted(board, path));
        }
    }

    static void checkBaud(Path device, int baud, String board) throws RigFault {
        if (!STANDARD_BAUDS.contains(baud)) {
            throw new RigFault(
                    "console.parameters",
                    "%s of %s can't be set to %d baud: not a standard rate. Write one such as 115200 or 921600."
                            .formatted(device, board, baud));
        }
    }

    /** Whether a port is a pseudo terminal, which has no modem lines: setting them fails after the rest was applied. */
    static boolean isPseudoTerminal(Path device) {
        return device.startsWith("/dev/pts");
    }

    /** The fault of a port that did not open. */
    static RigFault notOpened(String name, IOException e) {
        String kind = e instanceof SerialPortException serial ? serial.getExceptionType() : "";
        return switch (kind) {
            case SerialPortException.TYPE_PORT_BUSY ->
                new RigFault(
                        "console.busy",
                        name + " is in use by a process that holds no lock of ours. Find it with `fuser`, and end it.");
            case SerialPortException.TYPE_PORT_NOT_FOUND ->
                new RigFault("console.missing", name + " went away. Plug the adapter in again.");
            case SerialPortException.TYPE_PERMISSION_DENIED ->
                new RigFault(
                        "console.denied", name + " may not be opened by this user. Add the user to the port's group.");
            case SerialPortException.TYPE_INCORRECT_SERIAL_PORT ->
                new RigFault("console.not-serial", name + " is not a serial port. Correct `console` in the rack.");
            default ->
                new RigFault(
                        "console.missing",
                        "%s did not open: %s. Check the adapter, then run `roadrig rack check`."
                                .formatted(name, e.getMessage()));
        };
    }
}
