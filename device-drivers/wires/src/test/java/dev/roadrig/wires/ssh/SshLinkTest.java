package dev.roadrig.wires.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class SshLinkTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private static KeyPair key;
    private static KeyPair otherKey;

    private final RealTicker ticker = new RealTicker("test");
    private LoopbackSshd sshd;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeKeys() throws Exception {
        key = LoopbackSshd.newKey();
        otherKey = LoopbackSshd.newKey();
    }

    @BeforeEach
    void start() throws IOException {
        sshd = new LoopbackSshd(key);
    }

    @AfterEach
    void stop() throws IOException {
        sshd.close();
        ticker.close();
        await().atMost(LONG).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("rr-b-")));
    }

    private SshLink connect() throws Exception {
        return SshLink.connect(sshd.target(), ticker, ticker.in(LONG));
    }

    @Test
    void another_host_key_is_another_board_and_is_not_tried_again() throws Exception {
        SshTarget good = sshd.target();
        try (var other = new LoopbackSshd(otherKey)) {
            var wrong = new SshTarget("b", "127.0.0.1", other.port(), "rig", good.login(), good.hostKey());
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> SshLink.connect(wrong, ticker, ticker.in(LONG)))
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo("ssh.host-key"))
                    .withMessageContaining("wanted ecdsa-sha2-nistp256 SHA256:")
                    .withMessageContaining("wrong board, or it was flashed anew");
        }
    }

    @Test
    void a_board_without_a_key_of_the_pinned_type_is_another_board() {
        var target = new SshTarget(
                "b",
                "127.0.0.1",
                sshd.port(),
                "rig",
                new SshTarget.Login.Password("secret"),
                "ssh-ed25519 " + LoopbackSshd.base64(new byte[51]));
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> SshLink.connect(target, ticker, ticker.in(LONG)))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("ssh.host-key"))
                .withMessageContaining("none of that type");
    }

    @Test
    void a_wrong_login_is_the_rigs_fault_and_names_no_secret() {
        var target = new SshTarget(
                "b", "127.0.0.1", sshd.port(), "rig", new SshTarget.Login.Password("guess"), sshd.hostKey());
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> SshLink.connect(target, ticker, ticker.in(LONG)))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("ssh.login"))
                .satisfies(fault ->
                        assertThat(fault.getMessage()).doesNotContain("guess").contains("rig@127.0.0.1"));
    }

    @Test
    void a_refused_connection_is_nobodys_failure_and_every_try_is_evidence() throws Exception {
        int port = sshd.port();
        SshTarget target = sshd.target();
        // Its classes are loaded once, which is no part of a try.
        connect().close();
        sshd.close();
        assertThat(port).isPositive();
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> SshLink.connect(target, ticker, ticker.in(Duration.ofSeconds(2))))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("ssh.no-answer"))
                .satisfies(fault -> assertThat(
                                fault.evidence().get(0).text().lines().count())
                        .isGreaterThan(1))
                .withMessageContaining("no TCP connection");
    }

    @Test
    void a_port_that_accepts_and_says_nothing_is_not_ready() throws Exception {
        connect().close();
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var target = new SshTarget(
                    "b",
                    "127.0.0.1",
                    silent.getLocalPort(),
                    "rig",
                    sshd.target().login(),
                    sshd.hostKey());
            assertThatExceptionOfType(UnknownFault.class)
                    .isThrownBy(() -> SshLink.connect(target, ticker, ticker.in(Duration.ofMillis(1500))))
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo("ssh.no-answer"))
                    .withMessageContaining("connected, but no SSH banner");
        }
    }

    @Test
    void a_cut_link_is_told_once_and_ends_a_running_command() throws Exception {
        try (SshLink link = connect()) {
            List<RunFault> lost = Collections.synchronizedList(new ArrayList<>());
            link.onLost(lost::add);
            ticker.at(ticker.nanos() + 500_000_000, () -> {
                try {
                    sshd.cutAll();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> link.shell().run("sleep 10", ticker.in(LONG)))
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo("ssh.lost"));
            await().atMost(LONG).until(() -> lost.size() == 1);
            assertThat(link.isUp()).isFalse();
        }
    }

    @Test
    void bytes_that_changed_on_their_way_end_the_link_at_once() throws Exception {
        SshTarget there = sshd.target();
        try (var relay = new GarblingRelay(sshd.port());
                SshLink link = SshLink.connect(
                        new SshTarget("b", "127.0.0.1", relay.port(), "rig", there.login(), there.hostKey()),
                        ticker,
                        ticker.in(LONG))) {
            relay.garble();
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> link.shell().run("echo one; sleep 300", ticker.in(LONG)))
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo("ssh.lost"));
        }
    }

    @Test
    void a_file_goes_there_whole_into_new_folders_over_an_old_one_and_comes_back() throws Exception {
        byte[] bytes = new byte[3 << 20];
        new Random(3).nextBytes(bytes);
        Path local = LoopbackSshd.file(folder, "model.tflite", bytes);
        String remote = folder + "/made/for it/model.tflite";
        try (SshLink link = connect()) {
            link.files().put(LoopbackSshd.file(folder, "old", new byte[5]), remote, ticker.in(LONG));
            link.files().put(local, remote, ticker.in(LONG));
            assertThat(Path.of(remote)).hasBinaryContent(bytes);
            assertThat(Path.of(remote).getParent()).isDirectoryNotContaining("glob:**.rr-*");
            link.files().get(remote, folder.resolve("back"), ticker.in(LONG));
            assertThat(folder.resolve("back")).hasBinaryContent(bytes);
            assertThatExceptionOfType(UnknownFault.class)
                    .isThrownBy(() -> link.files().get(remote + "x", folder.resolve("none"), ticker.in(LONG)));
            assertThat(Files.exists(folder.resolve("none"))).isFalse();
        }
    }

    @Test
    void ports_are_forwarded_both_ways() throws Exception {
        try (var here = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                SshLink link = connect();
                SshTunnel there = link.forward(here.getLocalPort(), ticker.in(LONG))) {
            assertThat(LinkUse.helloOver(there.hostPort(), here)).isEqualTo('!');
            var address = link.uplink().offer(here.getLocalPort(), ticker.in(LONG));
            assertThat(address.host()).isEqualTo("127.0.0.1");
            assertThat(LinkUse.helloOver(address.port(), here)).isEqualTo('!');
        }
    }
}
