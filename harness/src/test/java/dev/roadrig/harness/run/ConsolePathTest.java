package dev.roadrig.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.harness.rack.RackBoard.SerialWire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsolePathTest {
    private static SerialWire wire(String device) {
        return new SerialWire(
                device, 9600, Optional.empty(), Optional.empty(), Duration.ofSeconds(2), 4096, Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource({
        "/dev/ttyS0, 9600, ''",
        "/dev/pts/7, 9600, ''",
        "/dev/ttyUSB0, 9600, USB",
        "/dev/ttyACM0, 0, USB",
        "rfc2217://rack1:2001, 9600, RFC 2217",
        "tcp://rack1:2002, 0, TCP",
        "unix:/run/qemu.sock, 0, a Unix socket"
    })
    void what_is_known_of_a_consoles_wire_is_what_its_name_says(String device, int baud, String behind) {
        assertThat(ConsolePath.of(wire(device)).getBaud()).isEqualTo(baud);
        assertThat(ConsolePath.of(wire(device)).getBehind()).isEqualTo(behind);
    }

    @Test
    void a_name_by_id_is_followed(@TempDir Path folder) throws Exception {
        Path device = Files.createFile(folder.resolve("ttyACM3"));
        Path link = Files.createSymbolicLink(folder.resolve("usb-maker-if00"), device);
        assertThat(ConsolePath.of(wire(link.toString())).getBehind()).isEqualTo("USB");
    }
}
