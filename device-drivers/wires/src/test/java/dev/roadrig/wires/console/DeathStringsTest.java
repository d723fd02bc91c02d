package dev.roadrig.wires.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.roadrig.scenarios.fault.RunFault;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Each text by which a board's death is known, in a line as kernels, boot loaders and ROMs print it. */
class DeathStringsTest {
    private static final Duration AT_ONCE = Duration.ofMillis(300);

    private final VirtualTicker ticker = new VirtualTicker(Instant.EPOCH);
    private final BootWatch watch = new BootWatch("b", ticker, BootDeadlines.USUAL);
    private final List<BoardEvent.Kind> events = new ArrayList<>();
    private final List<RunFault> faults = new ArrayList<>();

    @BeforeEach
    void boot() {
        say("U-Boot 2026.01\r\nb login: \r\n");
        watch.ready();
        watch.onEvent((nanos, event) -> events.add(event.getKind()));
        watch.onFault(faults::add);
    }

    private void say(String text) {
        watch.received(ticker.nanos(), text.getBytes(UTF_8));
    }

    private void pass(Duration span) {
        ticker.await(() -> false, ticker.in(span));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "[   50.1] Kernel panic - not syncing: Fatal exception | board.panic | PANIC",
                "Guru Meditation Error: Core  0 panic'ed (LoadProhibited). Exception was unhandled. | board.panic | PANIC",
                "### ERROR ### Please RESET the board ### | board.panic | PANIC",
                "[   12.3] Internal error: Oops: 96000004 [#1] SMP | board.oops | PANIC",
                "[   12.3] BUG: unable to handle page fault for address: ffffffffc0a1 | board.oops | PANIC",
                "[   12.3] BUG: kernel NULL pointer dereference, address: 0000000000000000 | board.oops | PANIC",
                "[   12.3] Unable to handle kernel paging request at virtual address dead0 | board.oops | PANIC",
                "[  100.0] Out of memory: Killed process 312 (dashcamd) | board.out-of-memory | OUT_OF_MEMORY",
                "[  100.0] Out of memory: Kill process 312 (dashcamd) score 9 | board.out-of-memory | OUT_OF_MEMORY",
                "[  281.6] watchdog: BUG: soft lockup - CPU#1 stuck for 134s! | board.watchdog | WATCHDOG",
                "[  281.6] NMI watchdog: Watchdog detected hard LOCKUP on cpu 1 | board.watchdog | WATCHDOG",
                "E (10304) task_wdt: Task watchdog got triggered. The following | board.watchdog | WATCHDOG",
                "Brownout detector was triggered | board.brown-out | POWER_OFF",
                "rst:0xf (BROWNOUT_RST),boot:0x8 (SPI_FAST_FLASH_BOOT) | board.brown-out | POWER_OFF",
                "rst:0xf (RTCWDT_BROWN_OUT_RESET),boot:0x13 | board.brown-out | POWER_OFF"
            })
    void a_text_of_a_death_ends_a_run_at_once(String line, String code, BoardEvent.Kind kind) {
        say(line + "\r\n");
        pass(AT_ONCE);
        assertThat(faults).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo(code);
            assertThat(fault.getMessage()).contains(line);
        });
        assertThat(events).containsExactly(kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "U-Boot 2026.01 | Reset cause: WDOG",
                "ets Jul 29 2019 12:21:46 | rst:0x7 (TG0WDT_SYS_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)",
                "ets Jun  8 2016 00:22:57 | rst:0x8 (TG1WDT_SYS_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)",
                "ESP-ROM:esp32s3-20210327 | rst:0x9 (RTCWDT_SYS_RESET),boot:0x8 (SPI_FAST_FLASH_BOOT)",
                "ets Jun  8 2016 00:22:57 | rst:0x10 (RTCWDT_RTC_RESET),boot:0x3f (SPI_FAST_FLASH_BOOT)"
            })
    void a_reset_by_a_watchdog_is_a_reboot_that_nobody_ordered(String banner, String cause) {
        say(banner + "\r\n\r\n" + cause + "\r\n");
        pass(AT_ONCE);
        assertThat(faults).singleElement().satisfies(fault -> assertThat(fault.code())
                .isEqualTo("board.reboot"));
        assertThat(events)
                .containsExactly(BoardEvent.Kind.REBOOT, BoardEvent.Kind.BOOTLOADER, BoardEvent.Kind.WATCHDOG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "U-Boot SPL 2026.01",
                "U-Boot TPL 2026.01",
                "U-Boot 2026.01",
                "barebox 2026.01.0",
                "coreboot-4.22"
            })
    void each_boot_loader_shows_a_reboot(String banner) {
        say(banner + "\r\n");
        pass(AT_ONCE);
        assertThat(faults).singleElement().satisfies(fault -> assertThat(fault.code())
                .isEqualTo("board.reboot"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Starting kernel ...",
                "[    0.000000] Booting Linux on physical CPU 0x0",
                "[    0.000000] Linux version 6.12.1 (gcc 14.2.0) #1 SMP"
            })
    void each_start_of_a_kernel_shows_a_reboot(String line) {
        say(line + "\r\n");
        pass(AT_ONCE);
        assertThat(faults).singleElement().satisfies(fault -> assertThat(fault.code())
                .isEqualTo("board.reboot"));
    }

    /** The one that comes while the first is still settled, and the one that comes long after. */
    @ParameterizedTest
    @ValueSource(ints = {100, 5_000})
    void a_later_death_does_not_take_the_first_ones_place(int afterMillis) {
        say("[  100.0] Out of memory: Killed process 312 (dashcamd)\r\n");
        pass(Duration.ofMillis(afterMillis));
        say("[  105.0] Kernel panic - not syncing: Fatal exception\r\n");
        pass(Duration.ofSeconds(5));
        say("U-Boot 2026.01\r\nBrownout detector was triggered\r\n");
        pass(Duration.ofSeconds(5));
        assertThat(faults).singleElement().satisfies(fault -> assertThat(fault.code())
                .isEqualTo("board.out-of-memory"));
        assertThat(watch.fault()).hasValueSatisfying(fault -> assertThat(fault).isSameAs(faults.get(0)));
        assertThat(events).as("the record has them all").contains(BoardEvent.Kind.PANIC, BoardEvent.Kind.POWER_OFF);
    }

    @Test
    void a_boot_that_does_not_come_does_not_take_the_first_ones_place_either() {
        say("[  100.0] Out of memory: Killed process 312 (dashcamd)\r\n");
        pass(Duration.ofSeconds(5));
        RunFault first = faults.get(0);
        assertThat(catchThrowable(() -> watch.awaitLogin(ticker.in(Duration.ofMinutes(5)))))
                .isSameAs(first);
        assertThat(faults).containsExactly(first);
    }
}
