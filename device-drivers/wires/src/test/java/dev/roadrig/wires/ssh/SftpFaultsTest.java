package dev.roadrig.wires.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that a board's storage does not take as it should. */
@SuppressWarnings("NullAway.Init")
class SftpFaultsTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private static KeyPair key;

    private final RealTicker ticker = new RealTicker("test");

    @TempDir
    private Path folder;

    private LoopbackSshd sshd;
    private SshLink link;

    @BeforeAll
    static void makeKey() throws Exception {
        key = LoopbackSshd.newKey();
    }

    @BeforeEach
    void start() throws Exception {
        sshd = new LoopbackSshd(key);
        link = SshLink.connect(sshd.target(), ticker, ticker.in(LONG));
    }

    @AfterEach
    void stop() throws IOException {
        link.close();
        sshd.close();
        ticker.close();
    }

    private UnknownFault put(String remote, Deadline deadline) throws IOException {
        Path local = LoopbackSshd.file(folder, "local", new byte[100_000]);
        return catchThrowableOfType(UnknownFault.class, () -> link.files().put(local, remote, deadline));
    }

    private UnknownFault put() throws IOException {
        return put(folder + "/there", ticker.in(LONG));
    }

    private void theLinkGoesOn() throws Exception {
        assertThat(link.shell().run("echo next", ticker.in(LONG)).out()).isEqualTo("next\n");
        assertThat(folder.resolve("there")).doesNotExist();
    }

    @Test
    void a_storage_that_is_slow_is_nobodys_failure_at_the_deadline() throws Exception {
        var enough = new CountDownLatch(1);
        sshd.offsets.storage = (bytes, from, length) -> {
            try {
                enough.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        };
        UnknownFault fault = put(folder + "/there", ticker.in(Duration.ofMillis(500)));
        enough.countDown();
        assertThat(fault.code()).isEqualTo("ssh.no-answer");
        assertThat(fault).hasMessageContaining("did not finish 'put " + folder + "/there' by the deadline");
    }

    @Test
    void bytes_that_changed_on_their_way_are_no_file_there() throws Exception {
        sshd.offsets.storage = (bytes, from, length) -> bytes[from] ^= 1;
        assertThat(put().code()).isEqualTo("files.damaged");
        assertThat(folder.resolve("there" + SshFiles.PART)).doesNotExist();
        theLinkGoesOn();
    }

    @Test
    void a_storage_that_runs_full_is_no_file_there_and_nothing_is_left() throws Exception {
        sshd.offsets.storage = (bytes, from, length) -> {
            throw new FileSystemException("there", null, "No space left on device");
        };
        UnknownFault fault = put();
        assertThat(fault.code()).isEqualTo("files.failed");
        assertThat(fault).hasMessageContaining("its storage may be full or broken");
        assertThat(folder.resolve("there" + SshFiles.PART)).doesNotExist();
        theLinkGoesOn();
    }

    @Test
    void a_file_that_the_boards_user_may_not_write_is_refused() throws Exception {
        sshd.offsets.locked = true;
        UnknownFault fault = put();
        assertThat(fault.code()).isEqualTo("files.refused");
        assertThat(fault)
                .hasMessage("b does not let rig 'put " + folder + "/there': permission denied. Take another path there,"
                        + " or another user in `shell` of the rack.");
        theLinkGoesOn();
    }
}
