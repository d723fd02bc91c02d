package dev.roadrig.wires.adb;

import java.nio.file.Path;
import java.util.Optional;

/**
 * An Android board that takes adb over TCP.
 *
 * @param board its name, for threads and faults
 * @param port usually 5555
 * @param key a private key in PKCS #8, as adb's own {@code adbkey}; absent for a board that asks for none
 */
public record AdbTarget(String board, String host, int port, Optional<Path> key) {
    String at() {
        return host + ":" + port;
    }
}
