package dev.roadrig.wires.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init")
class ConsoleFilesTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final ConsoleRate RATE = ConsoleRate.of(115200, 4096, Duration.ZERO);

    @TempDir
    private Path folder;

    private final VirtualTicker ticker = new VirtualTicker(java.time.Instant.EPOCH);
    private final List<Long> seen = new ArrayList<>();
    private PipeShell shell;

    @BeforeEach
    void login() throws IOException {
        shell = new PipeShell(folder, "");
    }

    @AfterEach
    void logout() {
        shell.close();
    }

    private void again(String prelude) throws IOException {
        shell.close();
        shell = new PipeShell(folder, prelude);
    }

    private ConsoleFiles files() {
        return new ConsoleFiles(shell, RATE, (bytes, of) -> seen.add(bytes), ticker);
    }

    private Path local(int bytes) throws IOException {
        byte[] any = new byte[bytes];
        new Random(bytes).nextBytes(any);
        return Files.write(folder.resolve("local"), any);
    }

    private String remote(String name) {
        return folder.resolve("board").resolve(name).toString();
    }

    private void thereAndBack(int bytes, String name) throws Exception {
        Path local = local(bytes);
        files().put(local, remote(name), ticker.in(LONG));
        assertThat(Path.of(remote(name))).hasSameBinaryContentAs(local);
        Path back = folder.resolve("back");
        files().get(remote(name), back, ticker.in(LONG));
        assertThat(back).hasSameBinaryContentAs(local);
        assertThat(folder).isDirectoryNotContaining("glob:**" + ConsoleFiles.PART);
        assertThat(folder.resolve("board")).isDirectoryNotContaining("glob:**" + ConsoleFiles.PART);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 5000})
    void a_file_of_any_length_goes_there_and_back(int bytes) throws Exception {
        thereAndBack(bytes, "it's \"a file\" $HOME `x`");
        assertThat(seen).contains((long) bytes).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void what_a_wire_loses_and_adds_is_said_again_and_no_byte_is_wrong(long seed) throws Exception {
        shell.there = new BadWire(seed, 6000);
        shell.back = new BadWire(-seed, 4000);
        thereAndBack(12_000, "noisy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"base64", "base64 openssl", "cksum", "cksum sha256sum", "sha256sum busybox", "df"})
    void what_a_board_does_not_have_is_done_with_what_it_has(String missing) throws Exception {
        again(Stream.of(missing.split(" "))
                .map(name -> name + "(){ echo \"sh: " + name + ": not found\"; return 127; }")
                .collect(Collectors.joining("\n")));
        thereAndBack(1500, "plain");
    }

    @Test
    void a_board_that_can_verify_nothing_is_told() throws Exception {
        again(Stream.of("cksum", "sha256sum", "md5sum", "busybox")
                .map(name -> name + "(){ echo \"sh: " + name + ": not found\"; return 127; }")
                .collect(Collectors.joining("\n")));
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> files().put(local(10), remote("x"), ticker.in(LONG)))
                .withMessageContaining("none of cksum, sha256sum, md5sum and busybox");
    }

    @Test
    void a_board_that_boots_in_the_middle_is_told_what_its_shell_forgot_and_the_file_goes_on() throws Exception {
        Path local = local(9000);
        shell.bootsBefore = 20;
        files().put(local, remote("x"), ticker.in(LONG));
        assertThat(Path.of(remote("x"))).hasSameBinaryContentAs(local);
        assertThat(shell.bootsBefore).isNegative();
        shell.bootsBefore = 6;
        files().get(remote("x"), folder.resolve("back"), ticker.in(LONG));
        assertThat(folder.resolve("back")).hasSameBinaryContentAs(local);
        assertThat(shell.bootsBefore).isNegative();
    }

    @Test
    void a_torn_put_goes_on_where_it_was_and_a_part_that_is_not_ours_does_not_count() throws Exception {
        Path local = local(9000);
        shell.linesLeft = 20;
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> files().put(local, remote("x"), ticker.in(LONG)))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("console.lost"))
                .satisfies(fault -> assertThat(fault.evidence()).isEmpty());
        Path part = Path.of(remote("x") + ConsoleFiles.PART);
        long there = Files.size(part);
        assertThat(there).isBetween(1000L, 8999L);
        shell.linesLeft = Integer.MAX_VALUE;
        seen.clear();
        files().put(local, remote("x"), ticker.in(LONG));
        assertThat(seen.get(0)).isEqualTo(there);
        assertThat(Path.of(remote("x"))).hasSameBinaryContentAs(local);

        Files.write(part, new byte[(int) there]);
        seen.clear();
        files().put(local, remote("x"), ticker.in(LONG));
        assertThat(seen.get(0)).isZero();
        assertThat(Path.of(remote("x"))).hasSameBinaryContentAs(local);
    }

    @Test
    void a_torn_get_goes_on_where_it_was_and_a_part_that_is_not_its_does_not_count() throws Exception {
        Path there = local(20_000);
        Path back = folder.resolve("back");
        shell.linesLeft = 10;
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> files().get(there.toString(), back, ticker.in(LONG)));
        Path part = folder.resolve("back" + ConsoleFiles.PART);
        long came = Files.size(part);
        assertThat(came).isBetween(512L, 19_999L);
        shell.linesLeft = Integer.MAX_VALUE;
        seen.clear();
        files().get(there.toString(), back, ticker.in(LONG));
        assertThat(seen.get(0)).isEqualTo(came);
        assertThat(back).hasSameBinaryContentAs(there);

        Files.write(part, new byte[2048]);
        seen.clear();
        files().get(there.toString(), back, ticker.in(LONG));
        assertThat(seen.get(0)).isZero();
        assertThat(back).hasSameBinaryContentAs(there);
    }

    @Test
    void a_file_that_would_take_too_long_is_refused_with_the_time_and_what_to_do() throws Exception {
        Path large = local(2_000_000);
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> files().put(large, remote("x"), ticker.in(Duration.ofMinutes(2))))
                .withMessageEndingWith(
                        "local: 2,000,000 bytes take about 6 min over this console (11,520 bytes a second each way), and 2 min are left. Give the board a `shell:`, or give it more time.");
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> files().get(large.toString(), folder.resolve("b"), ticker.in(Duration.ofMinutes(2))))
                .withMessageContaining("take about 6 min");
    }

    @Test
    void no_fault_holds_anything_of_a_file_that_may_be_secret() throws Exception {
        String secret = "correct horse battery staple ".repeat(400);
        Path local = Files.writeString(folder.resolve("local"), secret);
        String piece = Base64.getEncoder()
                .encodeToString(secret.substring(0, 30).getBytes(UTF_8))
                .substring(0, 20);
        for (int lines = 1; lines < 14; lines++) {
            again("");
            shell.linesLeft = lines;
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> files().put(local, remote("x"), ticker.in(LONG)))
                    .satisfies(fault -> assertThat(words(fault)).doesNotContain(piece));
        }
        again("");
        shell.there = text -> text.contains(piece) ? "false" : text;
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> files().put(local, remote("y"), ticker.in(LONG)))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("files.noisy"))
                .satisfies(fault -> assertThat(words(fault)).doesNotContain(piece));
    }

    private static String words(RunFault fault) {
        return fault + " " + fault.evidence();
    }

    @Test
    void what_is_not_there_or_can_not_be_is_told_at_once() throws Exception {
        again(
                "df(){ echo 'Filesystem 1024-blocks Used Available Capacity Mounted on'; echo '/dev/mmcblk0 100 99 1 99% /'; }");
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> files().put(local(5000), remote("x"), ticker.in(LONG)))
                .withMessageContaining("local needs 5,000 bytes more in " + folder.resolve("board")
                        + " on the board, and 1,024 are free. Make room there.");
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> files().get(remote("none"), folder.resolve("back"), ticker.in(LONG)))
                .withMessageContaining("There is no file " + remote("none") + " on the board");
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> files().put(folder.resolve("none"), remote("x"), ticker.in(LONG)))
                .withMessageContaining("none can't be read");
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> files().put(local(1), "relative", ticker.in(LONG)))
                .withMessageContaining("begins with /");
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> files().put(local(1), folder.resolve("local") + "/below", ticker.in(LONG)))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("files.refused"));
    }

    @Test
    void a_disk_that_is_full_in_the_middle_is_told() throws Exception {
        assumeTrue(Files.isWritable(Path.of("/dev/full")), "no /dev/full here");
        var board = new BoardEndOfFile(new SureShell(shell, ticker, LONG), "/x", ticker.in(LONG));
        board.sure.begin(ticker.in(LONG));
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> board.must("cat typed-line >/dev/full"))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("files.no-space"));
    }
}
