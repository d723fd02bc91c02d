package dev.roadrig.boards.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.common.SftpException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class BoardMainTest {
    private final SshClient client = SshClient.setUpDefaultClient();

    /** What a command over SSH did. */
    private record Done(int status, String out, String err) {}

    @BeforeEach
    void startClient() {
        client.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
        client.start();
    }

    @AfterEach
    void stopClient() {
        client.stop();
    }

    @Test
    void it_boots_refuses_a_wrong_login_and_serves_a_shell_with_kernel_lines_in_between() throws Exception {
        try (var board = new BoardUnderTest("--powered", "--quiet")) {
            String boot = board.see("dashcam login: ");
            assertThat(boot)
                    .contains("U-Boot SPL", "Reset cause: power-on", "Starting kernel ...", "Run /sbin/init")
                    .containsPattern("\\[ +[0-9.]+] Booting Linux");
            board.type("root\r");
            board.see("Password: ");
            board.type("wrong\r");
            assertThat(board.see("Login incorrect")).doesNotContain("wrong");
            board.login();

            board.type("echo 'AB''CD' $?\r");
            assertThat(board.see("# \u001b[6n")).isEqualTo("echo 'AB''CD' $?\r\nABCD 0\r\nroot@dashcam:~# \u001b[6n");
            board.order("kernel usb 1-1: something happened");
            assertThat(board.see("something happened\r\n")).startsWith("[").contains("] usb 1-1: ");
            board.type("dmesg -n 1\r");
            board.see("# \u001b[6n");
            board.order("kernel quiet now");
            board.type("dmesg | tail -n 1\r");
            assertThat(board.see("# \u001b[6n")).containsOnlyOnce("quiet now");
        }
    }

    @Test
    void a_bootloader_waits_for_its_last_word_to_leave_before_the_kernels_first() throws Exception {
        // At 9600 baud its last line takes 73 ms, and its kernel's first is due 35 ms after it.
        try (var board = new BoardUnderTest("--powered", "--quiet", "--baud", "9600")) {
            assertThat(board.see("Booting Linux")).contains("Starting kernel ...\r\n\r\n[");
        }
    }

    @Test
    void ctrl_c_ends_a_command_and_backspace_mends_a_line() throws Exception {
        try (var board = new BoardUnderTest("--powered", "--quiet")) {
            board.login();
            board.type("sleep 600\r");
            board.see("sleep 600\r\n");
            board.type("\u0003");
            board.see("# \u001b[6n");
            board.type("echo $?x\b\r");
            assertThat(board.see("# \u001b[6n")).contains("\r\n130\r\n");
            board.type("while true; do true; done\r");
            board.see("done\r\n");
            board.type("\u0003");
            board.see("# \u001b[6n");
        }
    }

    @Test
    void console_exec_and_sftp_share_files_and_processes() throws Exception {
        try (var board = new BoardUnderTest("--powered", "--quiet")) {
            board.login();
            board.type("echo from-console > /data/f; sleep 600 &\r");
            board.see("# \u001b[6n");
            try (ClientSession session = board.ssh(client)) {
                assertThat(run(session, "cat /data/f; ps").out())
                        .startsWith("from-console\n")
                        .contains("root");
                assertThat(run(session, "exit 7")).isEqualTo(new Done(7, "", ""));
                assertThat(run(session, "nope")).isEqualTo(new Done(127, "", "sh: nope: not found\n"));
                try (SftpClient sftp = SftpClientFactory.instance().createSftpClient(session)) {
                    try (var file = sftp.write("/data/g")) {
                        file.write("from-sftp\n".getBytes(StandardCharsets.US_ASCII));
                    }
                    sftp.rename("/data/g", "/data/h");
                    try (InputStream file = sftp.read("/data/f")) {
                        assertThat(file.readAllBytes())
                                .asString(StandardCharsets.US_ASCII)
                                .isEqualTo("from-console\n");
                    }
                    assertThatThrownBy(() -> sftp.symLink("/data/link", "/etc")).isInstanceOf(SftpException.class);
                    assertThat(sftp.canonicalPath("/../../../etc")).isEqualTo("/etc");
                    assertThatThrownBy(() -> sftp.stat("/../../../../" + Path.of("/usr/lib/jvm")))
                            .isInstanceOf(SftpException.class);
                }
                assertThat(run(session, "sha256sum /data/h; cat /data/h").out()).endsWith("from-sftp\n");
            }
        }
    }

    @Test
    void ports_are_forwarded_both_ways_to_loopback_only() throws Exception {
        try (var board = new BoardUnderTest("--powered", "--quiet");
                var host = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            host.setSoTimeout(60_000);
            board.see("dashcam login: ");
            try (ClientSession session = board.ssh(client)) {
                var target = new SshdSocketAddress("127.0.0.1", host.getLocalPort());
                SshdSocketAddress local =
                        session.startLocalPortForwarding(new SshdSocketAddress("127.0.0.1", 0), target);
                assertPasses(local.getPort(), host);
                SshdSocketAddress remote =
                        session.startRemotePortForwarding(new SshdSocketAddress("127.0.0.1", 0), target);
                assertPasses(remote.getPort(), host);
                assertThatThrownBy(() -> session.startRemotePortForwarding(new SshdSocketAddress("0.0.0.0", 0), target))
                        .isInstanceOf(SshException.class);
            }
        }
    }

    @Test
    void a_board_that_loses_its_supply_tells_nobody_and_cuts_old_connections_when_it_is_back() throws Exception {
        try (var board = new BoardUnderTest("--quiet")) {
            assertThat(board.supply("OUTP?")).isEqualTo("0");
            assertThat(board.supply("MEAS:CURR?")).isEqualTo("+0.000000E+00");
            assertThat(board.console()).isEmpty();
            board.supply("OUTP ON");
            board.see("dashcam login: ");
            assertThat(Double.parseDouble(board.supply("MEAS:POW?"))).isBetween(1.5, 5.0);
            String firstBoot;
            try (ClientSession session = board.ssh(client)) {
                firstBoot = run(
                                session,
                                "echo stays > /data/k; echo goes > /tmp/k; cat /proc/sys/kernel/random/boot_id")
                        .out();
                ChannelExec hanging = session.createExecChannel("sleep 600");
                hanging.open().verify(BoardUnderTest.LONG);
                board.supply("OUTP OFF");
                Duration silence = Duration.ofMillis(500);

                assertThat(hanging.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), silence))
                        .contains(ClientChannelEvent.TIMEOUT);
                assertThat(session.isOpen()).isTrue();
                assertThatThrownBy(() -> client.connect("root", "127.0.0.1", board.sshPort())
                                .verify(silence)
                                .getSession()
                                .auth()
                                .verify(silence))
                        .isInstanceOf(IOException.class);
                board.supply("OUTP ON");
                hanging.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), BoardUnderTest.LONG);
                assertThat(hanging.getExitStatus()).isNull();
                await().atMost(BoardUnderTest.LONG).until(() -> !session.isOpen());
            }
            board.see("dashcam login: ");
            try (ClientSession session = board.ssh(client)) {
                assertThat(run(session, "cat /data/k; cat /tmp/k").out()).isEqualTo("stays\n");
                assertThat(run(session, "cat /proc/sys/kernel/random/boot_id").out())
                        .isNotEqualTo(firstBoot);
            }
            board.supply("OUTP OFF");
            board.supply("OUTP ON");
            board.supply("OUTP OFF");
            assertThat(board.supply("OUTP?")).isEqualTo("0");
        }
    }

    @Test
    void faults_on_order_leave_a_boards_own_evidence() throws Exception {
        try (var board = new BoardUnderTest("--powered", "--quiet")) {
            board.login();
            board.order("panic");
            board.see("Kernel panic - not syncing");
            board.see("Reset cause: panic");
            board.login();
            board.order("watchdog");
            board.see("Reset cause: WDOG");
            board.login();
            board.type("reboot\r");
            board.see("reboot: Restarting system");
            board.see("Reset cause: software reset");
            board.see("dashcam login: ");
            board.order("ssh-down");
            assertThatThrownBy(() -> board.ssh(client)).isInstanceOf(IOException.class);
            board.order("ssh-up");
            board.ssh(client).close();
            board.order("supply-trip");
            assertThat(board.supply("SYST:ERR?")).isEqualTo("-310,\"Output tripped: over-current\"");
            board.order("console-unplug");
            await().atMost(BoardUnderTest.LONG).until(() -> !Files.exists(Path.of(board.wire("console"))));
        }
    }

    @Test
    void a_board_that_never_boots_stops_at_its_root_file_system() throws Exception {
        try (var board = new BoardUnderTest("--powered", "--fault", "never-boots", "--fault", "panic-at=600s")) {
            board.see("Waiting for root device /dev/mmcblk0p2...");
            assertThatThrownBy(() -> board.ssh(client)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_board_with_another_host_key_is_refused_by_a_strict_client() throws Exception {
        try (var board = new BoardUnderTest("--powered", "--quiet", "--fault", "wrong-host-key")) {
            board.see("dashcam login: ");
            assertThatThrownBy(() -> board.ssh(client)).isInstanceOf(SshException.class);
        }
    }

    @Test
    void java_starts_the_agent_that_the_board_carries_and_nothing_else() throws Exception {
        try (var board = new BoardUnderTest("--powered", "--quiet", "--agent-sha256", "0".repeat(64))) {
            board.see("dashcam login: ");
            try (ClientSession session = board.ssh(client)) {
                Done other = run(session, "echo not-a-jar > /tmp/a.jar; java -Xmx64m -jar /tmp/a.jar --card x");
                assertThat(other.status()).isEqualTo(126);
                assertThat(other.err())
                        .startsWith("java: /tmp/a.jar has SHA-256 ")
                        .contains("but this emulated board carries the agent " + "0".repeat(64));
                assertThat(run(session, "java -cp /tmp Main").status()).isEqualTo(1);
                assertThat(run(session, "java -jar /tmp/none.jar").err()).contains("unable to access jarfile");
            }
        }
    }

    @Test
    void two_boards_live_side_by_side_and_end_with_their_parents_pipe_leaving_nothing() throws Exception {
        Path key;
        try (var one = new BoardUnderTest("--powered", "--quiet", "--name", "one");
                var two = new BoardUnderTest("--powered", "--quiet", "--name", "two", "--seed", "2")) {
            key = Path.of(one.wire("key-file"));
            one.login();
            two.login();
            one.type("echo first > /data/only-here\r");
            one.see("# \u001b[6n");
            two.type("ls /data; echo listed\r");
            assertThat(two.see("listed\r\n" + "root@")).doesNotContain("only-here");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                    .isEqualTo("rw-------");
        }
        assertThat(key.getParent()).doesNotExist();
    }

    @Test
    void it_ends_on_a_signal_and_its_folder_is_gone() throws Exception {
        try (var board = new BoardUnderTest("--powered", "--quiet")) {
            Path folder = Path.of(board.wire("key-file")).getParent();
            board.login();
            board.process.destroy();

            assertThat(board.process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(folder).doesNotExist();
        }
    }

    private static Done run(ClientSession session, String command) throws IOException {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        try (ChannelExec channel = session.createExecChannel(command)) {
            channel.setOut(out);
            channel.setErr(err);
            channel.open().verify(BoardUnderTest.LONG);
            channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), BoardUnderTest.LONG);
            Integer status = channel.getExitStatus();
            return new Done(
                    status == null ? -1 : status,
                    out.toString(StandardCharsets.UTF_8),
                    err.toString(StandardCharsets.UTF_8));
        }
    }

    private static void assertPasses(int port, ServerSocket host) throws IOException {
        try (var there = new Socket(InetAddress.getLoopbackAddress(), port)) {
            there.getOutputStream().write('x');
            try (Socket here = host.accept()) {
                assertThat(here.getInputStream().read()).isEqualTo('x');
            }
        }
    }
}
