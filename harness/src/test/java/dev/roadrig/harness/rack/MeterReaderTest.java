package dev.roadrig.harness.rack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.scenarios.fault.BadInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a rack writes meters. */
class MeterReaderTest {
    @TempDir
    private Path dir;

    private RackBoard board(String meter) throws Exception {
        String text = "rack: desk\nboards:\n  cam:\n    console: {serial: /dev/ttyUSB0}\n    meter: {" + meter + "}\n";
        return RackFile.read(Files.writeString(dir.resolve("rack.yaml"), text)).board("cam");
    }

    @Test
    void every_kind_is_read_with_what_holds_where_nothing_is_said() throws Exception {
        List<MeterWire> meters = board("""
                agent: {period: 20ms},
                ppk2: {port: /dev/ttyACM0, volts: 5 V, mode: source, rail: 5V-in, gain-error: 2 %, offset: 1 mW},
                hwmon: {}, iio: {folder: /x}, tegrastats: {period: 1s, most-lost: 5 %},
                lpm01a: {port: /dev/ttyACM1, volts: 3.3 V}, otii: {address: "tcp://127.0.0.1:1905", device: Arc},
                scpi: {address: "tcp://psu:5025"}, sigrok: {device: "rdtech-um:conn=/dev/rfcomm0", channels: [V, I]},
                joulescope: {command: [joulescope, stream]}""").meters();
        assertThat(meters.stream()
                        .map(m -> m.common().kind() + " " + m.common().where() + " every "
                                + m.common().period().toMillis() + " ms as "
                                + m.common().rail()
                                + (m.throughBoard() ? " through the board" : "")))
                .containsExactly(
                        "ppk2 /dev/ttyACM0 every 1 ms as 5V-in",
                        "hwmon /sys/class/hwmon every 20 ms as vin through the board",
                        "iio /x every 20 ms as vin through the board",
                        "tegrastats tegrastats every 1000 ms as vin through the board",
                        "lpm01a /dev/ttyACM1 every 1 ms as vin",
                        "otii tcp://127.0.0.1:1905 every 1 ms as vin",
                        "scpi tcp://psu:5025 every 100 ms as vin",
                        "sigrok rdtech-um:conn=/dev/rfcomm0 every 100 ms as vin",
                        "joulescope table every 1 ms as vin");
        MeterWire.Basics kit = meters.get(0).common();
        assertThat(List.of(kit.gainError(), kit.offsetWatts(), kit.mostLost())).containsExactly(0.02, 0.001, 0.001);
        assertThat(meters.get(3).common().mostLost()).isEqualTo(0.05);
        assertThat(board("agent: {period: 20ms}").meters()).isEmpty();
        assertThat(board("hwmon: {}").meter()).isEmpty();
        assertThat(board("agent: {period: 20ms}").meter().orElseThrow().period())
                .isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void a_shields_rate_is_its_binary_forms_and_its_period_need_divide_no_second() throws Exception {
        List<MeterWire> decimal = board("lpm01a: {port: /dev/x, volts: 3 V}").meters();
        List<MeterWire> binary = board("lpm01a: {port: /dev/x, volts: 3 V, rate: 100k, period: 3ms}")
                .meters();
        assertThat(((MeterWire.Shield) decimal.get(0)).binaryRate()).isEmpty();
        assertThat(((MeterWire.Shield) binary.get(0)).binaryRate()).hasValue(100_000);
    }

    @Test
    void a_secret_of_a_program_is_one_of_the_boards_and_stands_in_no_text() throws Exception {
        Files.writeString(dir.resolve("licence"), "hunter2\n");
        RackBoard board = board("joulescope: {command: [stream, 'file:licence']}");
        RackCommand command = ((MeterWire.Table) board.meters().get(0)).command();
        assertThat(command.reveal().words()).containsExactly("stream", "hunter2");
        assertThat(command.text() + board.meters() + command.reveal()).doesNotContain("hunter2");
        assertThat(board.secrets()).extracting(Secret::reveal).containsExactly("hunter2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ppk3: {port: /dev/x}                          | did you mean 'ppk2'?
            ppk2: {port: /dev/x}                          | the kit measures no voltage; write volts: 5 V
            ppk2: {port: /dev/x, volts: 12 V}             | the instrument can 0.8 V to 5.0 V
            ppk2: {port: /dev/x, volts: 5 V, mode: both}  | write source or ampere-meter
            ppk2: {port: /dev/x, volts: 5 V, most-lost: 2}| a share is 0 % to 100 %
            hwmon: {rail: vin}                            | rail
            lpm01a: {port: /dev/x, volts: 3 V, period: 3ms} | whole numbers of samples a second
            lpm01a: {port: /dev/x, volts: 3 V, rate: 30k} | is not known here
            lpm01a: {port: /dev/x, volts: 3 V, rate: 10k, period: 1.05ms} | no multiple of the time between two samples
            scpi: {address: psu}                          | is no address; write tcp://HOST:PORT
            sigrok: {device: demo, channels: [a, b, c]}   | voltage, then current
            joulescope: {command: []}                     | the command is empty
            """)
    void what_is_wrong_is_said_with_what_is_allowed(String meter, String words) {
        assertThatExceptionOfType(BadInput.class).isThrownBy(() -> board(meter)).withMessageContaining(words);
    }
}
