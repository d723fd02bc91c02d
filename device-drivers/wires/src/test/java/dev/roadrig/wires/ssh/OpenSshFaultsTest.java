package dev.roadrig.wires.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The driver against OpenSSH servers that are configured otherwise, are not ours, or die. */
@Tag("world")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class OpenSshFaultsTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final RealTicker ticker = new RealTicker("test");

    /** One for all servers here, so that they have the same keys. */
    @TempDir
    private static Path folder;

    @BeforeAll
    static void installed() {
        OpenSshd.assumeInstalled();
    }

    @AfterAll
    void stop() {
        ticker.close();
    }

    @AfterEach
    void nothing_is_left() {
        await().atMost(LONG).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("rr-b-")));
    }

    private SshLink connect(SshTarget target) throws Exception {
        return SshLink.connect(target, ticker, ticker.in(LONG));
    }

    private RigFault refused(SshTarget target) throws Exception {
        try (SshLink link = connect(target)) {
            throw new AssertionError("connected to " + link.target().address());
        } catch (RigFault e) {
            return e;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "KexAlgorithms curve25519-sha256",
                "KexAlgorithms ecdh-sha2-nistp256",
                "KexAlgorithms diffie-hellman-group16-sha512",
                "KexAlgorithms diffie-hellman-group14-sha256",
                "Ciphers aes256-gcm@openssh.com",
                "Ciphers aes128-ctr",
                "MACs hmac-sha2-256",
                "MACs hmac-sha2-512-etm@openssh.com",
                "HostKeyAlgorithms ssh-ed25519",
                "Compression no",
                "MaxSessions 10",
                "RekeyLimit 1M"
            })
    void a_board_that_allows_one_algorithm_only_is_served(String config) throws Exception {
        Path picture = Files.write(folder.resolve("picture"), new byte[5 << 20]);
        try (OpenSshd sshd = OpenSshd.start(folder, config);
                SshLink link = connect(sshd.target())) {
            String there = sshd.file("there").toString();
            link.files().put(picture, there, ticker.in(LONG));
            assertThat(link.shell().run("wc -c < " + there, ticker.in(LONG)).out())
                    .contains("5242880");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"KexAlgorithms diffie-hellman-group14-sha1", "Ciphers aes128-cbc", "MACs umac-64@openssh.com"})
    void a_board_with_nothing_but_old_algorithms_is_the_rigs_fault(String config) throws Exception {
        // The MAC counts only for ciphers that need one.
        try (OpenSshd sshd = OpenSshd.start(folder, config, "Ciphers aes128-ctr")) {
            RigFault fault = refused(sshd.target());
            assertThat(fault.code()).isEqualTo("ssh.algorithms");
            assertThat(fault).hasMessageContaining("no algorithm that is safe to use");
        }
    }

    @Test
    void a_banner_before_the_login_and_a_file_that_talks_after_it_disturb_nothing() throws Exception {
        Path banner = Files.writeString(folder.resolve("banner"), "Property of the fleet. SSH-2.0-nothing\n");
        try (OpenSshd sshd = OpenSshd.start(folder, "Banner " + banner, "PrintMotd yes", "PrintLastLog yes");
                SshLink link = connect(sshd.target())) {
            assertThat(link.shell().run("echo out", ticker.in(LONG)).out()).isEqualTo("out\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
    void another_host_key_is_another_board_with_the_fingerprints_that_ssh_keygen_shows(String type) throws Exception {
        Path other = OpenSshd.makeKey(folder.resolve("other-" + type), type, "");
        try (OpenSshd sshd = OpenSshd.start(folder)) {
            SshTarget wrong =
                    sshd.target(OpenSshd.userName(), "user-ed25519", Files.readString(Path.of(other + ".pub")));
            RigFault fault = refused(wrong);
            assertThat(fault.code()).isEqualTo("ssh.host-key");
            assertThat(fault)
                    .hasMessageContaining(fingerprint(Path.of(other + ".pub")))
                    .hasMessageContaining(fingerprint(sshd.file("host-" + type + ".pub")))
                    .hasMessageContaining("wrong board, or it was flashed anew");
            assertThat(sshd.log()).as("no user was named to it").doesNotContain("Accepted");
        }
    }

    private static String fingerprint(Path publicKey) throws Exception {
        return OpenSshd.keygen("-lf", publicKey.toString()).split(" ")[1];
    }

    @Test
    void a_board_without_the_pinned_type_of_key_is_another_board() throws Exception {
        try (OpenSshd sshd = OpenSshd.start(folder, "HostKeyAlgorithms ecdsa-sha2-nistp256")) {
            RigFault fault = refused(sshd.target());
            assertThat(fault.code()).isEqualTo("ssh.host-key");
            assertThat(fault).hasMessageContaining("none of that type");
        }
    }

    @Test
    void wrong_logins_are_the_rigs_faults_that_name_user_and_key() throws Exception {
        OpenSshd.makeKey(folder.resolve("stranger"), "ed25519", "");
        OpenSshd.makeKey(folder.resolve("locked"), "ed25519", "a passphrase");
        try (OpenSshd sshd = OpenSshd.start(folder)) {
            String user = OpenSshd.userName();
            RigFault stranger = refused(sshd.target(user, "stranger", sshd.hostKey("ed25519")));
            assertThat(stranger.code()).isEqualTo("ssh.login");
            assertThat(stranger)
                    .hasMessageContaining(user + "@127.0.0.1:" + sshd.port())
                    .hasMessageContaining(sshd.file("stranger").toString());
            RigFault nobody = refused(sshd.target("no-such-user", "user-ed25519", sshd.hostKey("ed25519")));
            assertThat(nobody.code()).isEqualTo("ssh.login");
            assertThat(nobody).hasMessageContaining("no-such-user@127.0.0.1");
            RigFault none = refused(sshd.target(user, "no-such-file", sshd.hostKey("ed25519")));
            assertThat(none.code()).isEqualTo("ssh.login");
            RigFault locked = refused(sshd.target(user, "locked", sshd.hostKey("ed25519")));
            assertThat(locked.code()).isEqualTo("ssh.login");
            assertThat(locked).hasMessageContaining("passphrase");
        }
    }

    @Test
    void a_board_that_forwards_nothing_says_so_in_time() throws Exception {
        try (OpenSshd sshd = OpenSshd.start(folder, "AllowTcpForwarding no");
                SshLink link = connect(sshd.target())) {
            assertThatExceptionOfType(UnknownFault.class)
                    .isThrownBy(() -> link.uplink().offer(1, ticker.in(LONG)))
                    .withMessageContaining("remote forward");
            assertThat(link.shell().run("echo next", ticker.in(LONG)).out()).isEqualTo("next\n");
        }
    }

    /**
     * One that its server does not know, one that ends before it is greeted and one that ends after that. OpenSSH may cut the
     * connection for the second.
     */
    @ParameterizedTest
    @ValueSource(strings = {"other /bin/false", "sftp /bin/false", "sftp head -c 9 > /dev/null; exit 7"})
    void a_board_without_an_sftp_server_says_so_in_time(String subsystem) throws Exception {
        Path local = Files.write(folder.resolve("small"), new byte[10]);
        try (OpenSshd sshd = OpenSshd.start(folder, "Subsystem " + subsystem)) {
            try (SshLink link = connect(sshd.target())) {
                assertThatExceptionOfType(UnknownFault.class)
                        .isThrownBy(() -> link.files().put(local, sshd.file("x").toString(), ticker.in(LONG)))
                        .satisfies(fault -> assertThat(fault.code()).isEqualTo("files.no-sftp"))
                        .withMessageStartingWith("The SFTP server of b ");
            }
            try (SshLink link = connect(sshd.target())) {
                assertThat(link.shell().run("echo next", ticker.in(LONG)).out()).isEqualTo("next\n");
            }
        }
    }

    @Test
    void a_file_for_which_there_is_no_room_is_not_begun() throws Exception {
        Path huge = folder.resolve("huge");
        try (var holes = new RandomAccessFile(huge.toFile(), "rw")) {
            holes.setLength(8L << 40);
        }
        try (OpenSshd sshd = OpenSshd.start(folder);
                SshLink link = connect(sshd.target())) {
            String there = sshd.file("no-room").toString();
            assertThatExceptionOfType(UnknownFault.class)
                    .isThrownBy(() -> link.files().put(huge, there, ticker.in(LONG)))
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo("files.no-space"));
            assertThat(Path.of(there + SshFiles.PART)).doesNotExist();
        } finally {
            Files.delete(huge);
        }
    }

    @Test
    void a_server_that_stops_before_its_banner_is_not_ready() throws Exception {
        try (OpenSshd sshd = OpenSshd.start(folder)) {
            // Its classes are loaded once, which is no part of a try.
            connect(sshd.target()).close();
            sshd.freeze();
            assertThatExceptionOfType(UnknownFault.class)
                    .isThrownBy(() -> SshLink.connect(sshd.target(), ticker, ticker.in(Duration.ofSeconds(2))))
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo("ssh.no-answer"))
                    .withMessageContaining("connected, but no SSH banner");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"command", "process", "file", "forward"})
    void a_peer_that_falls_silent_is_found_by_its_keep_alives_and_not_by_the_deadline(String what) throws Exception {
        try (OpenSshd sshd = OpenSshd.start(folder);
                SshLink link = connect(sshd.target())) {
            List<RunFault> lost = Collections.synchronizedList(new ArrayList<>());
            link.onLost(lost::add);
            sshd.freeze();
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> use(link, what))
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo("ssh.lost"));
            await().atMost(LONG).until(() -> lost.size() == 1);
            assertThat(lost.get(0).code()).isEqualTo("ssh.lost");
        }
    }

    private void use(SshLink link, String what) throws Exception {
        Path small = Files.write(folder.resolve("small"), new byte[10]);
        switch (what) {
            case "command" -> link.shell().run("sleep 300", ticker.in(LONG));
            case "process" ->
                link.start("sleep 300", new ProcessEars(), ticker.in(LONG)).close();
            case "file" -> link.files().put(small, folder.resolve("there").toString(), ticker.in(LONG));
            default -> link.uplink().offer(1, ticker.in(LONG));
        }
    }

    @Test
    void a_server_that_dies_is_lost_and_then_no_longer_answers() throws Exception {
        OpenSshd sshd = OpenSshd.start(folder);
        SshTarget target = sshd.target();
        try (SshLink link = connect(target)) {
            sshd.close();
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> link.shell().run("sleep 300", ticker.in(LONG)))
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo("ssh.lost"));
        }
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> SshLink.connect(target, ticker, ticker.in(Duration.ofSeconds(1))))
                .withMessageContaining("no TCP connection");
    }
}
