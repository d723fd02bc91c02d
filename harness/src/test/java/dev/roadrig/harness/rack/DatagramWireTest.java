package dev.roadrig.harness.rack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.fault.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatagramWireTest {
    @TempDir
    Path dir;

    private UplinkWire uplink(String written) throws IOException {
        Path file = Files.writeString(
                dir.resolve("rack.yaml"),
                "rack: desk\nboards:\n  one:\n    console: {serial: /dev/ttyUSB0, baud: 115200}\n    uplink: " + written
                        + "\n");
        return RackFile.read(file).board("one").uplink();
    }

    @Test
    void a_boards_datagrams_come_to_a_port_and_go_on_behind_the_link() throws IOException {
        assertThat(uplink("{host: 127.0.0.1, udp: {port: 9400, to: \"cloud.example:9500\"}}"))
                .isEqualTo(new UplinkWire.Direct(
                        "127.0.0.1", Optional.of(new DatagramWire(9_400, "cloud.example", 9_500))));
        assertThat(uplink("{host: 127.0.0.1}").datagrams()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{host: 127.0.0.1, udp: {port: 9400, to: nowhere}} | uplink.udp.to: write HOST:PORT",
                "{host: 127.0.0.1, udp: {port: 9400, to: \"a:70000\"}} | uplink.udp.to: write HOST:PORT",
                "{host: 127.0.0.1, udp: {port: 0, to: \"a:7\"}} | uplink.udp.port",
                "{host: 127.0.0.1, udp: {prt: 1, to: \"a:7\"}} | prt",
                "{gateway: {interface: eth1, address: 10.9.0.1, board: 10.9.0.2}, udp: {port: 1, to: \"a:7\"}} | carry every datagram of the board as it is: leave out udp",
            })
    void what_is_written_wrongly_says_what_to_write(String written, String said) {
        assertThatThrownBy(() -> uplink(written)).isInstanceOf(BadInput.class).hasMessageContaining(said);
    }
}
