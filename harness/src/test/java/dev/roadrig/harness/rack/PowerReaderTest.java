package dev.roadrig.harness.rack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.wires.power.command.CommandPlan;
import dev.roadrig.wires.power.off.OffRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerReaderTest {
    @TempDir
    private Path folder;

    private RackBoard board(String power) throws IOException {
        Files.writeString(folder.resolve("secret.txt"), "hunter2");
        Path rack = Files.writeString(
                folder.resolve("rack.yaml"),
                "rack: desk\nboards:\n  b: {console: {serial: /dev/ttyUSB0}, power: " + power
                        + "}\n  other: {like: b, power: {qmp: /run/q}}\n");
        RackBoard other = RackFile.read(rack).board("other");
        assertThat(other.power().orElseThrow().text())
                .as("a switch is taken whole")
                .isEqualTo("qmp /run/q");
        return RackFile.read(rack).board("b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{scpi: 'serial:/dev/ttyUSB4', baud: 19200} | scpi serial:/dev/ttyUSB4",
                "{scpi: 'rfc2217://rack1:2003'} | scpi rfc2217://rack1:2003",
                "{command: {on: [relay, '1', 'on'], off: relay 1 off}} | command relay 1 on",
                "{tasmota: {url: 'http://10.0.0.7/', relay: 2}} | tasmota http://10.0.0.7 relay 2",
                "{shelly: {url: 'https://10.0.0.7:8443', password: 'file:secret.txt'}} | shelly https://10.0.0.7:8443 relay 0",
                "{uhubctl: {location: 1-1.2, port: 3}} | uhubctl port 3 of hub 1-1.2",
                "{battery: {qmp: /run/q}, ignition: {scpi: 'tcp://h:5025'}} | qmp /run/q, ignition scpi h:5025"
            })
    void every_kind_of_switch_is_read_and_says_what_it_is(String power, String text) throws IOException {
        assertThat(board(power).power().orElseThrow().text()).isEqualTo(text);
    }

    @Test
    void a_relays_generation_and_its_login_are_read_and_the_password_is_a_secret_of_the_board() throws IOException {
        RackBoard board =
                board("{shelly: {url: 'http://10.0.0.7', generation: 1, user: rig, password: 'file:secret.txt'}}");
        var relay = (PowerWire.Relay) board.power().orElseThrow().battery();
        assertThat(relay.place().kind().name()).isEqualTo("SHELLY_1");
        assertThat(relay.place().login().orElseThrow().password()).isEqualTo("hunter2");
        assertThat(relay.place().toString()).contains("rig, password not shown").doesNotContain("hunter2");
        assertThat(board.secrets()).extracting(Secret::reveal).containsExactly("hunter2");
    }

    @Test
    void when_a_board_counts_as_off_is_read_and_has_a_usual_answer() throws IOException {
        assertThat(board("{scpi: 'tcp://h:5025'}").power().orElseThrow().off()).isEqualTo(OffRule.USUAL);
        assertThat(board("{qmp: /run/q}").power().orElseThrow().off().silence()).isEqualTo(Duration.ofMillis(500));
        assertThat(board("{qmp: /run/q, off: {silence: 3s, below: 5 mA, within: 1min, at-least: 10s}}")
                        .power()
                        .orElseThrow()
                        .off())
                .isEqualTo(new OffRule(Duration.ofSeconds(3), 0.005, Duration.ofMinutes(1), Duration.ofSeconds(10)));
    }

    private PowerWire.Command command(String command) throws IOException {
        return (PowerWire.Command)
                board("{command: " + command + "}").power().orElseThrow().battery();
    }

    @Test
    void a_commands_secrets_are_references_until_it_runs_and_masked_then() throws IOException {
        PowerWire.Command pdu = command(
                "{on: [pdu, '--user=${env:PATH}', 'file:secret.txt', '${HOME}', 'file:///x'], off: 'pdu \"${env:PATH}\" ${HOME}'}");
        assertThat(pdu.text()).isEqualTo("command pdu --user=${env:PATH} file:secret.txt ${HOME} file:///x");
        assertThat(pdu.secrets())
                .extracting(Secret::toString)
                .containsExactly("${env:PATH}", "file:secret.txt", "${env:PATH}");
        String path = System.getenv("PATH");
        CommandPlan plan = pdu.plan();
        assertThat(plan.on().words()).containsExactly("pdu", "--user=" + path, "hunter2", "${HOME}", "file:///x");
        assertThat(plan.on().text()).isEqualTo("pdu --user=*** *** ${HOME} file:///x");
        assertThat(plan.off().words())
                .as("the shell reads nothing of a secret as its own")
                .containsExactly("sh", "-c", "pdu \"${PATH}\" ${HOME}");
        assertThat(plan.off().mask("no login for " + path)).isEqualTo("no login for ***");
    }

    @Test
    void a_secret_is_put_in_where_its_whole_reference_stands_and_nowhere_else() throws IOException {
        var pw = new Secret("file:pw", () -> "one");
        var pw2 = new Secret("file:pw2", () -> "two");
        var a = new Secret("${env:A}", () -> "${env:B}$1");
        var b = new Secret("${env:B}", () -> "three");
        List<Secret> secrets = List.of(pw, pw2, a, b);
        var command = new RackCommand(
                List.of("pdu", "file:pw", "file:pw2", "-x=file:pw", "${env:A}+${env:B}"), false, secrets);
        assertThat(command.reveal().words()).containsExactly("pdu", "one", "two", "-x=file:pw", "${env:B}$1+three");
    }

    @Test
    void what_the_boards_process_announces_is_put_into_a_command() throws IOException {
        Path rack = Files.writeString(folder.resolve("rack.yaml"), """
                rack: desk
                boards:
                  b:
                    process: {command: [x]}
                    console: {serial: /dev/ttyUSB0}
                    power: {command: {on: [relay, "${process:pdu}"], off: "relay ${process:pdu}"}}
                """);
        RackBoard board = RackFile.read(rack).board("b").resolve(Map.of("pdu", "127.0.0.1:7"));
        var command = (PowerWire.Command) board.power().orElseThrow().battery();
        assertThat(command.plan().on().text() + ", " + command.plan().off().text())
                .isEqualTo("relay 127.0.0.1:7, relay 127.0.0.1:7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[pdu, '${ENV:X}']          | write ${process:NAME} or ${env:NAME}, or of a word on its own file:PATH",
                "[pdu, '${env:not a name}'] | write ${process:NAME} or ${env:NAME}",
                "[]                         | the command is empty",
                "\"pdu \\\"it's\\\" '${env:X}'\" | ${env:X} in single quotes would reach the shell as it stands",
                "\"pdu \\\"it's\\\" ${env:X}\"   | ${env:X} outside double quotes would be split"
            })
    void a_command_that_would_not_be_what_it_looks_like_is_refused(String on, String words) {
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> command("{on: " + on + ", off: x}"))
                .withMessageContaining(words);
    }

    @Test
    void a_secret_that_is_not_there_is_missed_when_the_command_runs_and_not_before() throws IOException {
        PowerWire.Command pdu = command("{on: [pdu, '${env:ROADRIG_NO_SUCH_SECRET}'], off: x}");
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(pdu::plan)
                .withMessageContaining("the environment variable ROADRIG_NO_SUCH_SECRET is not set");
    }
}
