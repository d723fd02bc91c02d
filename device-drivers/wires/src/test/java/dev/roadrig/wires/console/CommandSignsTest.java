package dev.roadrig.wires.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A board whose kernel starts at 10 s and has printed its last line at 15 s, and a command on it from 60 s on. */
class CommandSignsTest {
    private static final long KERNEL_MILLIS = 10_000;
    private static final String OOM = "] Out of memory: Killed process 312 (dashcamd)\r\n";
    private static final String ECHO = " echo 'ABCEF''GHJKL'; run; echo 'ABCEF''GHJKL' $?\r\nABCEFGHJKL\r\n";

    private final VirtualTicker ticker = new VirtualTicker(Instant.EPOCH);
    private final BootWatch watch = new BootWatch("b", ticker, BootDeadlines.USUAL);
    private final List<BoardEvent.Kind> events = new ArrayList<>();

    private void say(String text) {
        watch.received(ticker.nanos(), text.getBytes(UTF_8));
    }

    private void at(long millis) {
        Duration until = Duration.ofMillis(millis);
        ticker.await(() -> false, ticker.in(until.minusNanos(ticker.nanos())));
    }

    /** As the kernel prints one now, after a delay on its way. */
    private void kernel(String text, long lateMillis) {
        long uptime = ticker.nanos() / 1_000_000 - KERNEL_MILLIS - lateMillis;
        say(stamp(uptime) + text);
    }

    private static String stamp(long uptimeMillis) {
        return "[%5d.%06d".formatted(uptimeMillis / 1000, uptimeMillis % 1000 * 1000);
    }

    @BeforeEach
    void boot() {
        // What a kernel printed before it had its console comes at once, and late.
        at(KERNEL_MILLIS + 900);
        say("[    0.000000] Booting Linux on physical CPU 0x0\r\n");
        say("[    0.400000] printk: console [ttyS0] enabled\r\n");
        at(KERNEL_MILLIS + 5_000);
        kernel("] systemd[1]: Started\r\n", 2);
        say("\r\nb login: ");
        watch.ready();
        watch.onEvent((nanos, event) -> events.add(event.getKind()));
        at(60_000);
    }

    private void begin() {
        watch.commandBegins();
        say(ECHO);
    }

    private void end() {
        say("ABCEFGHJKL 0\r\n# ");
        watch.commandEnds();
        at(ticker.nanos() / 1_000_000 + 5_000);
    }

    @ParameterizedTest
    @CsvSource({
        "Out of memory: Killed process 312 (dashcamd), board.out-of-memory, OUT_OF_MEMORY",
        "watchdog: BUG: soft lockup - CPU#1 stuck for 22s! [npu:77], board.watchdog, WATCHDOG",
        "Internal error: Oops: 96000004 [#1] SMP, board.oops, PANIC"
    })
    void a_death_that_the_kernel_prints_during_a_command_that_ends_is_one(
            String line, String code, BoardEvent.Kind kind) {
        begin();
        at(60_300);
        say("some outp");
        kernel("] " + line + "\r\n", 10);
        kernel("] Call trace:\r\n", 10);
        say("ut\r\n");
        end();
        assertThat(watch.fault())
                .hasValueSatisfying(fault -> assertThat(fault.code()).isEqualTo(code));
        assertThat(events).containsExactly(kind);
    }

    @Test
    void an_old_line_that_a_command_prints_is_no_death_however_long_the_rest_takes() {
        begin();
        say(stamp(49_900) + OOM);
        at(65_000);
        assertThat(watch.fault()).isEmpty();
        end();
        assertThat(watch.fault()).isEmpty();
        assertThat(events).isEmpty();
    }

    @Test
    void an_old_line_excuses_no_death_that_shows_no_age() {
        begin();
        say(stamp(49_900) + OOM);
        at(61_000);
        say("Kernel panic - not syncing: Attempted to kill init!\r\n");
        at(64_000);
        assertThat(watch.fault())
                .hasValueSatisfying(fault -> assertThat(fault.code()).isEqualTo("board.panic"));
    }

    @Test
    void an_old_line_takes_no_time_from_the_command_that_prints_more_after_it() {
        begin();
        say(stamp(49_900) + OOM);
        at(61_500);
        say("Kernel panic - not syncing: Attempted to kill init!\r\n");
        at(62_500);
        end();
        assertThat(watch.fault()).isEmpty();
    }

    @Test
    void an_old_line_of_a_command_that_is_given_up_counts() {
        begin();
        say(stamp(49_900) + OOM);
        at(65_000);
        watch.commandFails();
        at(66_000);
        assertThat(watch.fault())
                .hasValueSatisfying(fault -> assertThat(fault.code()).isEqualTo("board.out-of-memory"));
    }

    @Test
    void another_boots_log_is_none_though_a_line_of_it_is_of_the_same_second() {
        begin();
        at(60_300);
        say(stamp(12_000) + "] usb 1-1: new device\r\n" + stamp(50_200) + OOM);
        end();
        assertThat(watch.fault()).isEmpty();
        assertThat(events).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"50_020, of before or after the begin", "53_000, of later than now"})
    void a_stamp_that_shows_nothing_is_no_death(String uptimeMillis, String why) {
        begin();
        at(60_300);
        say(stamp(Long.parseLong(uptimeMillis.replace("_", ""))) + OOM);
        end();
        assertThat(watch.fault()).as(why).isEmpty();
    }

    @Test
    void a_text_without_a_stamp_and_a_stamp_after_it_are_no_death() {
        begin();
        at(60_300);
        say("Out of memory: Killed process 312 at " + stamp(50_200) + "]\r\n");
        end();
        assertThat(watch.fault()).isEmpty();
    }

    @Test
    void a_kernel_whose_clock_is_not_known_any_more_is_not_judged_by_it() {
        watch.expectBoot();
        say("b login: ");
        watch.ready();
        begin();
        at(60_300);
        kernel(OOM, 10);
        end();
        assertThat(watch.fault()).isEmpty();
    }

    @Test
    void the_next_boots_kernel_has_a_clock_of_its_own() {
        watch.expectBoot();
        at(70_000);
        say("U-Boot 2026.01\r\n");
        at(72_000);
        say("[    0.000000] Booting Linux on physical CPU 0x0\r\n[    0.900000] console\r\nb login: ");
        watch.ready();
        at(80_000);
        begin();
        at(80_300);
        say(stamp(9_150) + OOM);
        end();
        assertThat(watch.fault()).isPresent();
    }

    /** Lines of an old log as a UART carries them that is no faster than the one which its stamps were made by. */
    private void printSlowly(int lines) {
        for (int i = 0; i < lines; i++) {
            say(stamp(200L * i) + "] usb 1-1: new device\r\n");
            at(ticker.nanos() / 1_000_000 + 200);
        }
    }

    @ParameterizedTest
    @CsvSource({"true, its own earlier boot's too", "false, of a kernel that was not seen to start"})
    void a_log_with_a_kernels_first_line_is_no_reboot_however_slowly_it_is_printed(boolean known, String why) {
        if (!known) {
            watch.expectBoot();
            say("b login: ");
            watch.ready();
            events.clear();
        }
        begin();
        say("[    0.000000] Booting Linux on physical CPU 0x0\r\n[    0.000000] Linux version 6.12.1\r\n");
        printSlowly(30);
        say(stamp(99_000) + OOM);
        printSlowly(30);
        end();
        assertThat(watch.fault()).as(why).isEmpty();
        assertThat(events).as(why).isEmpty();
    }

    @Test
    void a_kernels_first_line_is_a_reboot_once_the_console_is_still_and_the_command_has_not_ended() {
        begin();
        say("[    0.000000] Booting Linux on physical CPU 0x0\r\n");
        printSlowly(10);
        at(ticker.nanos() / 1_000_000 + 1_700);
        assertThat(events).as("1.9 s after its last line").isEmpty();
        at(ticker.nanos() / 1_000_000 + 500);
        assertThat(watch.fault())
                .hasValueSatisfying(fault -> assertThat(fault.code()).isEqualTo("board.reboot"));
        assertThat(events).containsExactly(BoardEvent.Kind.REBOOT, BoardEvent.Kind.KERNEL);
    }

    @ParameterizedTest
    @CsvSource({"U-Boot 2026.01, ''", "'', b login: "})
    void a_boot_that_shows_more_than_a_log_is_not_waited_for_until_it_is_still(String before, String after) {
        begin();
        say(before + "\r\n[    0.000000] Booting Linux on physical CPU 0x0\r\n" + after + "\r\n");
        printSlowly(12);
        assertThat(watch.fault())
                .hasValueSatisfying(fault -> assertThat(fault.code()).isEqualTo("board.reboot"));
    }

    @ParameterizedTest
    @CsvSource({"-30, of right before and late", "0, of the very begin", "40, of the first moments"})
    void a_harmless_line_of_a_commands_begin_hides_no_death_after_it(long afterBeginMillis, String why) {
        begin();
        at(60_045);
        say(stamp(60_000 + afterBeginMillis - KERNEL_MILLIS) + "] usb 1-1: new device\r\n");
        at(60_300);
        kernel(OOM, 10);
        end();
        assertThat(watch.fault()).as(why).hasValueSatisfying(fault -> assertThat(fault.code())
                .isEqualTo("board.out-of-memory"));
    }

    @Test
    void a_kernel_that_slept_has_its_clock_set_by_the_next_line_that_nobody_asked_for() {
        at(160_000);
        long slept = 90_000;
        say("\r\n");
        kernel("] PM: suspend exit\r\n", slept);
        at(170_000);
        begin();
        at(170_300);
        kernel(OOM, slept);
        end();
        assertThat(watch.fault())
                .hasValueSatisfying(fault -> assertThat(fault.code()).isEqualTo("board.out-of-memory"));
    }

    @Test
    void an_old_line_that_comes_late_is_of_no_kernel_that_slept() {
        at(160_000);
        say("\r\n");
        kernel("] random: crng init done\r\n", 150_000);
        say("\r\n");
        kernel("] systemd[1]: an old line of its log\r\n", 149_000);
        begin();
        at(160_300);
        kernel(OOM, 0);
        end();
        assertThat(watch.fault())
                .hasValueSatisfying(fault -> assertThat(fault.code()).isEqualTo("board.out-of-memory"));
    }

    @Test
    void a_line_of_another_kernels_time_sets_no_clock() {
        at(160_000);
        say("\r\n");
        kernel("] ramoops: a line of the boot before\r\n", -800_000);
        say("\r\n");
        at(160_200);
        kernel("] usb 1-1: new device\r\n", 2);
        begin();
        at(160_500);
        kernel(OOM, 2);
        end();
        assertThat(watch.fault())
                .hasValueSatisfying(fault -> assertThat(fault.code()).isEqualTo("board.out-of-memory"));
    }

    @Test
    void a_death_of_a_kernel_that_slept_and_said_nothing_since_counts_when_the_command_is_given_up() {
        at(160_000);
        begin();
        at(160_300);
        kernel("] Kernel panic - not syncing: Attempted to kill init!\r\n", 90_000);
        at(170_000);
        assertThat(events).as("its stamp is of before the command").isEmpty();
        watch.commandFails();
        at(171_000);
        assertThat(watch.fault())
                .hasValueSatisfying(fault -> assertThat(fault.code()).isEqualTo("board.panic"));
        assertThat(events).containsExactly(BoardEvent.Kind.PANIC);
    }

    @Test
    void a_line_that_is_a_little_late_does_not_set_a_clock_that_is_truer() {
        at(60_500);
        say("\r\n");
        kernel("] usb 1-1: new device\r\n", 900);
        at(70_000);
        begin();
        at(70_300);
        kernel(OOM, 10);
        end();
        assertThat(watch.fault()).isPresent();
    }

    @Test
    void an_hour_later_the_two_clocks_may_be_apart() {
        at(3_660_000);
        begin();
        at(3_660_300);
        kernel(OOM, 10);
        end();
        assertThat(watch.fault()).isEmpty();
        begin();
        at(3_667_000);
        kernel(OOM, 10);
        end();
        assertThat(watch.fault()).isPresent();
    }
}
