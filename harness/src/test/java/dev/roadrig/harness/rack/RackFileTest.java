package dev.roadrig.harness.rack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.roadrig.boards.link.gateway.dns.DnsNames;
import dev.roadrig.boards.link.gateway.dns.Others;
import dev.roadrig.harness.rack.RackBoard.SerialWire;
import dev.roadrig.harness.rack.RackBoard.SshWire;
import dev.roadrig.scenarios.MisuseTable;
import dev.roadrig.scenarios.fault.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RackFileTest {
    private static final String RACK = """
            rack: desk
            boards:
              dashcam-1:
                console: {serial: /dev/ttyUSB0, baud: 921600, login: root, password: "file:secret.txt"}
                shell: {ssh: {host: 192.168.7.2, user: root, key: key, host-key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5}}
                power: {scpi: "tcp://192.168.7.9:5025"}
                meter: {agent: {period: 20ms}}
                uplink: {forward: ssh}
                tags: [arm64, camera]
              dashcam-2:
                like: dashcam-1
                console: {serial: /dev/ttyUSB1}
                uplink: {host: 192.168.7.1}
              emulated:
                process: {command: [roadrig-emulated-board, --profile, dashcam]}
                console: {serial: "${process:console}", baud: "${process:baud}", login: root, password: "${process:password}"}
                shell: {ssh: {host: 127.0.0.1, port: "${process:ssh-port}", user: root, key: "${process:key}",
                              host-key: "${process:host-key}"}}
                power: {scpi: "tcp://127.0.0.1:${process:scpi-port}"}
                agent: {protocol: rest}
            """;

    @TempDir
    private Path dir;

    private Rack rack() throws IOException {
        Files.writeString(dir.resolve("key"), "a key");
        Files.writeString(dir.resolve("secret.txt"), "hunter2\n");
        return RackFile.read(Files.writeString(dir.resolve("rack.yaml"), RACK));
    }

    @Test
    void a_board_says_how_it_is_reached() throws IOException {
        RackBoard board = rack().board("dashcam-1");
        SerialWire console = board.console().orElseThrow();
        assertThat(console.device()).isEqualTo("/dev/ttyUSB0");
        assertThat(console.baud()).isEqualTo(921_600);
        assertThat(board.shell().orElseThrow().port()).isEqualTo(22);
        assertThat(board.shell().orElseThrow().key()).contains(dir.resolve("key"));
        assertThat(board.power().orElseThrow().text()).isEqualTo("scpi 192.168.7.9:5025");
        assertThat(board.meter().orElseThrow().period()).isEqualTo(Duration.ofMillis(20));
        assertThat(board.agent().folder()).isEqualTo("/opt/roadrig");
        assertThat(board.agent().protocol()).isEqualTo(RackBoard.AgentProtocol.GRPC);
        assertThat(board.uplink().host()).isEmpty();
        assertThat(board.tags()).containsExactly("arm64", "camera");
        assertThat(board.awaited()).isEmpty();
    }

    @Test
    void a_board_that_is_like_another_has_what_it_writes_itself_laid_over_it() throws IOException {
        RackBoard board = rack().board("dashcam-2");
        assertThat(board.console().orElseThrow().device()).isEqualTo("/dev/ttyUSB1");
        assertThat(board.console().orElseThrow().baud()).isEqualTo(921_600);
        assertThat(board.uplink().host()).contains("192.168.7.1");
        assertThat(board.tags()).containsExactly("arm64", "camera");
    }

    @Test
    void a_secret_is_revealed_where_it_is_used_and_shown_nowhere() throws IOException {
        RackBoard board = rack().board("dashcam-1");
        assertThat(board.toString()).doesNotContain("hunter2").contains("file:secret.txt");
        assertThat(board.secrets()).hasSize(1);
        Secret secret = board.secrets().get(0);
        assertThat(secret.reveal()).isEqualTo("hunter2");
        assertThat(SecretMask.of(board.secrets()).text("Password: hunter2.")).isEqualTo("Password: ***.");
    }

    @Test
    void a_process_announces_what_a_board_waits_for() throws IOException {
        RackBoard waiting = rack().board("emulated");
        assertThat(waiting.awaited())
                .containsExactly("baud", "console", "host-key", "key", "password", "scpi-port", "ssh-port");
        assertThat(waiting.process().orElseThrow().command())
                .isEqualTo(List.of("roadrig-emulated-board", "--profile", "dashcam"));
        RackBoard board = waiting.resolve(announced("2222"));
        SshWire ssh = board.shell().orElseThrow();
        assertThat(ssh.port()).isEqualTo(2222);
        assertThat(ssh.key()).contains(dir.resolve("key"));
        assertThat(ssh.hostKey()).startsWith("ssh-ed25519 ");
        assertThat(board.power().orElseThrow().text()).isEqualTo("scpi 127.0.0.1:5555");
        assertThat(board.console().orElseThrow().device()).isEqualTo("/dev/pts/7");
        assertThat(waiting.console().orElseThrow().baud()).isZero();
        assertThat(board.console().orElseThrow().baud()).isEqualTo(115_200);
        assertThat(board.secrets().get(0).reveal()).isEqualTo("letmein");
        assertThat(board.toString()).doesNotContain("letmein");
    }

    @Test
    void what_a_process_announces_is_checked_as_what_a_file_says() throws IOException {
        RackBoard waiting = rack().board("emulated");
        assertThatThrownBy(() -> waiting.resolve(announced("-1")))
                .isInstanceOf(BadInput.class)
                .hasMessage(dir.resolve("rack.yaml")
                        + ":17:42: boards.emulated.shell.ssh.port: '-1' is not a whole number from 1 to 65535");
        assertThatThrownBy(() -> waiting.resolve(Map.of("consol", "/dev/pts/7")))
                .isInstanceOf(BadInput.class)
                .hasMessage(
                        dir.resolve("rack.yaml") + ":16:23: boards.emulated.console.serial: the board's process did not"
                                + " announce 'console'; did you mean 'consol'? Allowed: consol");
    }

    private Map<String, String> announced(String sshPort) {
        return Map.of(
                "baud", "115200",
                "console", "/dev/pts/7",
                "host-key", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5",
                "key", dir.resolve("key").toString(),
                "password", "letmein",
                "scpi-port", "5555",
                "ssh-port", sshPort);
    }

    @Test
    void a_gateway_stands_before_the_host_and_the_port_of_the_boards_shell_if_not_said_otherwise() throws IOException {
        Files.writeString(dir.resolve("key"), "a key");
        Rack rack = RackFile.read(Files.writeString(dir.resolve("gateways.yaml"), """
                rack: desk
                boards:
                  one:
                    shell: {ssh: {host: 10.9.0.2, port: 2222, user: root, key: key, host-key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5}}
                    uplink: {gateway: {interface: eth1, address: 10.9.0.1}}
                  two:
                    like: one
                    uplink: {gateway: {interface: eth1, address: 10.9.0.1, board: 10.9.0.3, control-port: 22, expose: eth0, dns: {names: {Cloud.example: 10.9.0.1}, others: forward}}}
                  announced:
                    process: {command: [a-board]}
                    console: {serial: "${process:console}"}
                    uplink: {gateway: {interface: "${process:side}", address: 10.9.0.1, board: 10.9.0.2}}
                """));
        assertThat(rack.board("one").uplink())
                .isEqualTo(new UplinkWire.Gateway(
                        "10.9.0.2", "eth1", "10.9.0.1", 2222, Optional.empty(), Optional.empty()));
        assertThat(rack.board("one").uplink().host()).contains("10.9.0.1");
        assertThat(rack.board("two").uplink())
                .isEqualTo(new UplinkWire.Gateway(
                        "10.9.0.3",
                        "eth1",
                        "10.9.0.1",
                        22,
                        Optional.of("eth0"),
                        Optional.of(new DnsNames(Map.of("cloud.example", DnsNames.ipv4("10.9.0.1")), Others.FORWARD))));
        RackBoard waiting = rack.board("announced");
        assertThat(waiting.awaited()).contains("side");
        assertThat(waiting.resolve(Map.of("side", "tap0", "console", "/dev/pts/7"))
                        .uplink())
                .isEqualTo(
                        new UplinkWire.Gateway("10.9.0.2", "tap0", "10.9.0.1", 22, Optional.empty(), Optional.empty()));
        assertThatThrownBy(() -> waiting.resolve(Map.of("side", "../tap", "console", "/dev/pts/7")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("boards.announced.uplink.gateway: ")
                .hasMessageContaining("is not a network interface");
    }

    @Test
    void a_board_can_make_its_link_itself() throws IOException {
        Files.writeString(dir.resolve("key"), "a key");
        Rack rack = RackFile.read(Files.writeString(dir.resolve("rack.yaml"), """
                rack: desk
                boards:
                  one:
                    shell: {ssh: {host: 10.9.0.2, user: root, key: key, host-key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5}}
                    uplink: {tc: {interface: eth0, host: 10.9.0.1}}
                """));
        assertThat(rack.board("one").uplink())
                .isEqualTo(new UplinkWire.Tc("10.9.0.1", "eth0"))
                .satisfies(wire -> assertThat(wire.host()).contains("10.9.0.1"));
    }

    @Test
    void frames_go_to_an_agent_by_a_protocol_that_there_is() throws IOException {
        assertThat(rack().board("emulated").agent().protocol()).isEqualTo(RackBoard.AgentProtocol.REST);
        Path file = Files.writeString(
                dir.resolve("rest.yaml"),
                "rack: r\nboards:\n  b:\n    console: {serial: /dev/ttyUSB1}\n    agent: {protocol: rset}\n");
        assertThatThrownBy(() -> RackFile.read(file).board("b"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("rest.yaml:5")
                .hasMessageContaining("did you mean 'rest'? Allowed: grpc, rest");
    }

    @Test
    void an_unknown_board_is_named_with_those_there_are() throws IOException {
        Rack rack = rack();
        assertThatThrownBy(() -> rack.board("dashcam1"))
                .isInstanceOf(BadInput.class)
                .hasMessage(dir.resolve("rack.yaml") + ": there is no board 'dashcam1' in rack 'desk'; did you mean"
                        + " 'dashcam-1'? Allowed: dashcam-1, dashcam-2, emulated");
    }

    static List<MisuseTable.Row> wrong() throws IOException {
        return MisuseTable.read(RackFileTest.class, "/misuse/rack.txt");
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void a_wrong_rack_is_refused(MisuseTable.Row row) throws IOException {
        Path file = Files.writeString(dir.resolve("rack.yaml"), row.text(List.of()));
        BadInput error = catchThrowableOfType(BadInput.class, () -> {
            Rack rack = RackFile.read(file);
            rack.names().forEach(rack::board);
        });
        assertThat(error).as("%s is refused", row.title()).isNotNull();
        assertThat(String.valueOf(error.getMessage()).replace(dir.toString(), "{dir}"))
                .isEqualTo(row.message());
    }
}
