package dev.roadrig.wires.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The hash that a board works out of a file while it comes. */
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class BoardFollowerTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String WRONG = "echo " + "0".repeat(64);

    private final RealTicker ticker = new RealTicker("test");
    private final byte[] bytes = new byte[12 * 1024 * 1024 + 77];

    @TempDir
    private Path folder;

    private LoopbackSshd sshd;
    private SshLink link;
    private Path local;
    private Path there;

    @BeforeEach
    void start() throws Exception {
        new Random(7).nextBytes(bytes);
        local = LoopbackSshd.file(folder, "local", bytes);
        there = folder.resolve("there");
        sshd = new LoopbackSshd(LoopbackSshd.newKey());
        link = SshLink.connect(sshd.target(), ticker, ticker.in(LONG));
    }

    @AfterEach
    void stop() throws IOException {
        link.close();
        sshd.close();
        ticker.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .as("threads left behind")
                .noneMatch(thread -> thread.getName().contains("file-hash"));
    }

    private void put() throws Exception {
        link.files().put(local, there.toString(), ticker.in(LONG));
    }

    @Test
    void a_file_is_hashed_while_it_comes_and_not_again_afterwards() throws Exception {
        put();
        assertThat(there).hasBinaryContent(bytes);
        assertThat(sshd.commands).singleElement().asString().startsWith("echo $$;while read -r s c; do dd ");
    }

    @Test
    void a_file_of_which_a_part_was_there_is_followed_from_its_beginning() throws Exception {
        Files.write(folder.resolve("there" + SshFiles.PART), Arrays.copyOf(bytes, 5 << 20));
        put();
        assertThat(there).hasBinaryContent(bytes);
        assertThat(sshd.commands)
                .as("the one that follows, and one of what was there")
                .hasSize(2);
    }

    @Test
    void an_empty_file_has_a_hash_too() throws Exception {
        Files.write(local, new byte[0]);
        put();
        assertThat(there).isEmptyFile();
        assertThat(sshd.commands).hasSize(1);
    }

    @Test
    void a_hash_that_is_not_what_was_sent_is_no_proof_and_the_whole_is_hashed_anew() throws Exception {
        sshd.instead = command -> command.contains("while") ? "echo 7; cat >/dev/null; " + WRONG : command;
        put();
        assertThat(there).hasBinaryContent(bytes);
        assertThat(sshd.commands).hasSize(2);
    }

    @Test
    void a_board_without_openssl_follows_by_another_program() throws Exception {
        sshd.instead = command -> "openssl() { return 127; }; " + command;
        put();
        assertThat(there).hasBinaryContent(bytes);
        assertThat(sshd.commands).hasSize(1);
    }

    @Test
    void a_board_that_cannot_follow_hashes_the_whole_afterwards() throws Exception {
        sshd.instead = command -> command.contains("while") ? "exit 127" : command;
        put();
        assertThat(there).hasBinaryContent(bytes);
        assertThat(sshd.commands).hasSize(2);
    }

    @Test
    void a_server_with_one_channel_for_each_takes_a_file_and_hashes_it_afterwards() throws Exception {
        List<SshProcess> others = new ArrayList<>();
        while (link.channels().free() > 0) {
            others.add(link.start("cat", new LinesKept(), ticker.in(LONG)));
        }
        others.remove(others.size() - 1).close();
        sshd.commands.clear();
        put();
        assertThat(there).hasBinaryContent(bytes);
        assertThat(sshd.commands).singleElement().asString().startsWith("openssl dgst");
        Path back = folder.resolve("back");
        link.files().get(there.toString(), back, ticker.in(LONG));
        assertThat(back).hasBinaryContent(bytes);
    }

    /** Its hash has one channel by then: a get that had to wait for another might wait for its like. */
    @Test
    void a_get_whose_hash_has_begun_has_its_own_channel_though_somebody_takes_the_last_one() throws Exception {
        Files.write(there, bytes);
        var last = new AtomicInteger(-1);
        sshd.instead = command -> {
            last.set(link.channels().free());
            while (link.channels().takeTwo().isPresent()) {
                // They are kept.
            }
            if (link.channels().free() > 0) {
                takeLast();
            }
            return command;
        };
        Path back = folder.resolve("back");
        link.files().get(there.toString(), back, ticker.in(LONG));
        assertThat(back).hasBinaryContent(bytes);
        assertThat(last).as("left while it began to hash").hasValue(7);
        await().atMost(LONG).untilAsserted(() -> assertThat(link.channels().free())
                .as("it gave back both")
                .isEqualTo(2));
    }

    private void takeLast() {
        try {
            Channels.Permit unused = link.channels().take(ticker.in(LONG));
        } catch (RunFault | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class LinesKept implements SshProcess.Listener {
        @Override
        public void line(String text, boolean error) {}

        @Override
        public void ended(SshProcess.End end) {}
    }

    @Test
    void a_file_that_is_longer_there_is_not_the_same_though_all_its_blocks_are() throws Exception {
        byte[] blocks = Arrays.copyOf(bytes, 8 * BoardHash.BLOCK);
        Files.write(local, blocks);
        // Something else on the board writes to it before the last block is told.
        sshd.instead = command -> command.contains("while")
                ? command.replace("; do dd ", "; do printf more >>'" + there + SshFiles.PART + "'; dd ")
                : command;
        assertThatExceptionOfType(UnknownFault.class).isThrownBy(this::put).satisfies(fault -> assertThat(fault.code())
                .isEqualTo("files.damaged"));
    }

    @Test
    void a_file_that_is_another_one_there_is_damaged_and_not_kept() {
        sshd.instead = command -> "cat >/dev/null; " + WRONG;
        assertThatExceptionOfType(UnknownFault.class).isThrownBy(this::put).satisfies(fault -> assertThat(fault.code())
                .isEqualTo("files.damaged"));
        assertThat(there).doesNotExist();
        assertThat(folder.resolve("there" + SshFiles.PART)).doesNotExist();
    }
}
