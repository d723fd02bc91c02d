package dev.roadrig.wires.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The driver against OpenSSH as it is configured on most boards: what a connection is used for. */
class OpenSshTest extends OnOpenSsh {
    @ParameterizedTest
    @CsvSource({"ed25519, rsa", "ecdsa, ed25519", "rsa, ecdsa"})
    void every_type_of_host_key_and_of_user_key_is_taken(String host, String user) throws Exception {
        SshTarget target = sshd.target(OpenSshd.userName(), "user-" + user, sshd.hostKey(host));
        try (SshLink link = SshLink.connect(target, ticker, ticker.in(LONG))) {
            assertThat(link.shell().run("echo in", ticker.in(LONG)).out()).isEqualTo("in\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lit*b", "lit?b", "[l]it", "lit\\b", "lit\\*b", "it's \"one\""})
    void a_name_is_taken_as_it_is_and_no_other_file_is_touched(String name) throws Exception {
        byte[] bytes = new byte[70_000];
        new Random(5).nextBytes(bytes);
        Path board = Files.createDirectories(sshd.file("names * of " + name));
        Path beside = Files.writeString(board.resolve("litXb"), "of somebody else");
        Path local = Files.write(sshd.file("to be named"), bytes);
        Path there = board.resolve("new ? folder").resolve(name);
        Path back = sshd.file("came back");
        try (SshLink link = connect()) {
            link.files().put(local, there.toString(), ticker.in(LONG));
            link.files().put(local, board.resolve(name).toString(), ticker.in(LONG));
            link.files().get(board.resolve(name).toString(), back, ticker.in(LONG));
        }
        assertThat(there).hasBinaryContent(bytes);
        assertThat(back).hasBinaryContent(bytes);
        assertThat(beside).hasContent("of somebody else");
    }

    @Test
    void a_file_goes_there_whole_into_new_folders_over_an_old_one_and_comes_back() throws Exception {
        byte[] bytes = new byte[9 << 20];
        new Random(3).nextBytes(bytes);
        Path local = Files.write(sshd.file("model.tflite"), bytes);
        String remote = sshd.file("made/for it's/model.tflite").toString();
        try (SshLink link = connect()) {
            link.files().put(Files.write(sshd.file("old"), new byte[5]), remote, ticker.in(LONG));
            link.files().put(local, remote, ticker.in(LONG));
            assertThat(Path.of(remote)).hasBinaryContent(bytes);
            assertThat(Path.of(remote).getParent()).isDirectoryNotContaining("glob:**.rr-*");
            link.files().get(remote, sshd.file("back"), ticker.in(LONG));
            assertThat(sshd.file("back")).hasBinaryContent(bytes);
            assertThatExceptionOfType(UnknownFault.class)
                    .isThrownBy(() -> link.files().get(remote + "x", sshd.file("none"), ticker.in(LONG)));
            assertThatExceptionOfType(UnknownFault.class)
                    .isThrownBy(() -> link.files().put(local, remote + "/below a file", ticker.in(LONG)));
            assertThat(sshd.file("none")).doesNotExist();
            assertThat(link.shell().run("echo next", ticker.in(LONG)).out()).isEqualTo("next\n");
        }
    }

    @Test
    void ports_are_forwarded_both_ways_and_a_tunnel_without_a_far_end_ends_its_connection() throws Exception {
        try (SshLink link = connect();
                SshTunnel there = helloBothWays(link)) {
            try (var client = new Socket(InetAddress.getLoopbackAddress(), there.hostPort())) {
                client.setSoTimeout(60_000);
                assertThat(client.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(link.isUp()).isTrue();
        }
    }

    @Test
    void a_session_that_is_killed_is_told_once_and_ends_what_runs() throws Exception {
        try (SshLink link = connect()) {
            List<RunFault> lost = Collections.synchronizedList(new ArrayList<>());
            link.onLost(lost::add);
            var heard = new ProcessEars();
            SshProcess process = link.start("echo up; exec sleep 300", heard, ticker.in(LONG));
            await().atMost(LONG).until(() -> heard.lines.contains("out up"));
            sshd.killSessions();
            assertThat(process.awaitEnd(ticker.in(LONG))).isTrue();
            await().atMost(LONG).until(() -> lost.size() == 1);
            assertThat(lost.get(0)).isInstanceOf(RigFault.class);
            assertThat(lost.get(0).code()).isEqualTo("ssh.lost");
            assertThat(link.isUp()).isFalse();
        }
        try (SshLink again = connect()) {
            assertThat(again.isUp()).isTrue();
        }
    }

    /** The tunnel to a port that is no longer there. */
    private SshTunnel helloBothWays(SshLink link) throws Exception {
        try (var here = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            SshTunnel there = link.forward(here.getLocalPort(), ticker.in(LONG));
            assertThat(LinkUse.helloOver(there.hostPort(), here)).isEqualTo('!');
            var address = link.uplink().offer(here.getLocalPort(), ticker.in(LONG));
            assertThat(LinkUse.helloOver(address.port(), here)).isEqualTo('!');
            return there;
        }
    }
}
