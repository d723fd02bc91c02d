package dev.roadrig.wires.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.fault.BoardFault;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BootWatchTest {
    private final VirtualTicker ticker = new VirtualTicker(Instant.EPOCH);
    private final BootWatch watch = new BootWatch("imx6", ticker, BootDeadlines.USUAL);
    private final List<BoardEvent.Kind> events = new ArrayList<>();

    BootWatchTest() {
        watch.onEvent((nanos, event) -> events.add(event.getKind()));
    }

    private void say(String text) {
        watch.received(ticker.nanos(), text.getBytes(UTF_8));
    }

    private void pass(Duration span) {
        ticker.await(() -> false, ticker.in(span));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64, 4096})
    void three_watchdog_resets_and_the_alternative_boot_are_seen_in_a_real_log(int chunk) throws Exception {
        byte[] log = Files.readAllBytes(SharedFolder.data("boards/imx6q-wdog-altboot.log"));
        for (int from = 0; from < log.length; from += chunk) {
            watch.received(ticker.nanos(), Arrays.copyOfRange(log, from, Math.min(log.length, from + chunk)));
        }
        watch.awaitLogin(ticker.in(Duration.ofSeconds(1)));
        assertThat(watch.state()).isEqualTo(BootState.LOGIN);
        assertThat(watch.unorderedBoots()).isEqualTo(3);
        assertThat(watch.fault()).isEmpty();
        assertThat(events)
                .containsExactly(
                        BoardEvent.Kind.BOOTLOADER,
                        BoardEvent.Kind.KERNEL,
                        BoardEvent.Kind.REBOOT,
                        BoardEvent.Kind.BOOTLOADER,
                        BoardEvent.Kind.WATCHDOG,
                        BoardEvent.Kind.KERNEL,
                        BoardEvent.Kind.REBOOT,
                        BoardEvent.Kind.BOOTLOADER,
                        BoardEvent.Kind.WATCHDOG,
                        BoardEvent.Kind.KERNEL,
                        BoardEvent.Kind.REBOOT,
                        BoardEvent.Kind.BOOTLOADER,
                        BoardEvent.Kind.WATCHDOG,
                        BoardEvent.Kind.KERNEL,
                        BoardEvent.Kind.LOGIN_PROMPT);
    }

    @Test
    void an_ordered_reboot_resets_by_the_watchdog_without_any_alarm() throws Exception {
        boot();
        watch.expectBoot();
        say(transcript("serial_log/ordered_reboot_watchdog_did_not_stop.txt"));
        say("U-Boot 2019.01 (Feb 06 2019)\r\nReset cause: WDOG\r\nStarting kernel ...\r\nboard login: ");
        watch.awaitLogin(ticker.in(Duration.ofSeconds(1)));
        assertThat(watch.fault()).isEmpty();
        assertThat(events).doesNotContain(BoardEvent.Kind.WATCHDOG, BoardEvent.Kind.REBOOT);
    }

    @Test
    void a_real_watchdog_expiry_in_mid_run_is_a_reboot_that_nobody_ordered() throws Exception {
        boot();
        say(transcript("serial_log/imx6ull_watchdog_test_then_uboot.txt"));
        pass(Duration.ofSeconds(1));
        assertThat(watch.fault()).hasValueSatisfying(fault -> {
            assertThat(fault).isInstanceOf(BoardFault.class);
            assertThat(fault.code()).isEqualTo("board.reboot");
            assertThat(fault.evidence().get(0).text()).contains("Reset cause: WDOG");
        });
        assertThat(events).contains(BoardEvent.Kind.WATCHDOG, BoardEvent.Kind.REBOOT);
    }

    @ParameterizedTest
    @CsvSource({
        "serial_log/mt8186_steelix_panic_init_killed_torn_line.txt, board.panic",
        "serial_log/panic_idle_task.txt, board.panic",
        "serial_log/rpi2_uboot_tftp_boot_panic_rootfs.txt, board.panic",
        "serial_log/null_pointer_oops_x86.txt, board.oops",
        "serial_log/kernel_soft_lockup.txt, board.watchdog",
        "serial_log/oom_killed_process_vitis_doc.txt, board.out-of-memory",
        "esp_rom_log/esp_brownout_app_line_with_ms.txt, board.brown-out",
        "esp_rom_log/esp32s3_brownout_loop.txt, board.brown-out"
    })
    void deaths_in_real_logs_are_found_in_whatever_pieces_they_come(String log, String code) throws Exception {
        byte[] bytes = transcript(log).getBytes(UTF_8);
        var random = new Random(5);
        for (int from = 0; from < bytes.length; ) {
            int to = Math.min(bytes.length, from + 1 + random.nextInt(40));
            watch.received(ticker.nanos(), Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
        pass(Duration.ofSeconds(1));
        assertThat(watch.fault())
                .hasValueSatisfying(fault -> assertThat(fault.code()).isEqualTo(code));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "serial_log/beaglebone_uboot2020_to_login.txt",
                "serial_log/imx6dl_uboot_sdp_reset_cause.txt",
                "serial_log/mt8183_juniper_prompt_and_input_overrun.txt",
                "serial_log/rpi2_uboot_stops_at_starting_kernel.txt"
            })
    void real_logs_without_a_death_raise_none(String log) throws Exception {
        say(transcript(log));
        pass(Duration.ofSeconds(1));
        assertThat(watch.fault()).isEmpty();
    }

    @Test
    void a_boot_that_stops_at_the_kernel_is_the_boards_failure_with_its_last_lines() throws Exception {
        say(transcript("serial_log/rpi2_uboot_stops_at_starting_kernel.txt"));
        assertThatExceptionOfType(BoardFault.class)
                .isThrownBy(() -> watch.awaitLogin(ticker.in(Duration.ofMinutes(5))))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("board.no-boot"))
                .satisfies(fault -> assertThat(fault.evidence().get(0).text()).contains("Starting kernel ..."))
                .withMessageContaining("stayed in state KERNEL");
        assertThat(ticker.nanos()).isLessThan(Duration.ofMinutes(3).toNanos());
    }

    @ParameterizedTest
    @CsvSource({
        "'', 30, BOOTING, board.silent",
        "'U-Boot 2019.01 (Feb 06 2019)\r\n=> ', 30, BOOTLOADER, board.no-boot",
        "'U-Boot 2019.01\r\nStarting kernel ...\r\n', 90, KERNEL, board.no-boot"
    })
    void a_board_stays_in_no_state_of_a_boot_for_longer_than_that_state_may_last(
            String said, int seconds, BootState state, String code) {
        pass(Duration.ofSeconds(20));
        if (!said.isEmpty()) {
            say(said);
        } else {
            watch.expectBoot();
        }
        assertThat(watch.state()).isEqualTo(state);
        assertThat(assertThatExceptionOfType(RunFault.class)
                        .isThrownBy(() -> watch.awaitLogin(ticker.in(Duration.ofMinutes(10))))
                        .actual()
                        .code())
                .isEqualTo(code);
        assertThat(ticker.nanos()).isEqualTo(Duration.ofSeconds(20 + seconds).toNanos());
        assertThat(watch.state()).isEqualTo(BootState.BROKEN);
    }

    @Test
    void the_time_for_a_first_sign_begins_when_the_console_is_back_on_which_it_could_be_seen() {
        watch.away();
        ticker.at(Duration.ofSeconds(45).toNanos(), () -> watch.back(Duration.ofSeconds(45)));
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> watch.awaitLogin(ticker.in(Duration.ofMinutes(10))))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("board.silent"));
        assertThat(ticker.nanos()).isEqualTo(Duration.ofSeconds(75).toNanos());
    }

    @Test
    void the_time_of_a_kernel_begins_anew_when_the_console_that_went_meanwhile_is_back() throws Exception {
        say("U-Boot 2026.01\r\nStarting kernel ...\r\n");
        assertThat(watch.state()).isEqualTo(BootState.KERNEL);
        watch.away();
        ticker.at(Duration.ofMinutes(5).toNanos(), () -> watch.back(Duration.ofMinutes(5)));
        ticker.at(Duration.ofMinutes(6).toNanos(), () -> say("b login: "));
        watch.awaitLogin(ticker.in(Duration.ofMinutes(10)));
        assertThat(watch.state()).isEqualTo(BootState.LOGIN);
    }

    @Test
    void a_login_that_was_asked_for_before_the_console_went_is_waited_for_again() throws Exception {
        say("b login: ");
        watch.away();
        ticker.at(Duration.ofMinutes(5).toNanos(), () -> watch.back(Duration.ofMinutes(5)));
        ticker.at(Duration.ofSeconds(320).toNanos(), () -> say("\r\nb login: "));
        watch.awaitLogin(ticker.in(Duration.ofMinutes(10)));
        assertThat(ticker.nanos()).isEqualTo(Duration.ofSeconds(320).toNanos());
    }

    @Test
    void a_console_that_is_lost_in_a_boot_is_told_at_once() {
        var gone = new RigFault("console.lost", "unplugged");
        watch.away();
        ticker.at(Duration.ofSeconds(45).toNanos(), () -> watch.lost(gone));
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> watch.awaitLogin(ticker.in(Duration.ofMinutes(10))))
                .isSameAs(gone);
        assertThat(ticker.nanos()).isEqualTo(Duration.ofSeconds(45).toNanos());
    }

    @Test
    void a_console_that_is_back_is_no_boot_of_a_board_that_is_up() throws Exception {
        boot();
        watch.away();
        watch.back(Duration.ofSeconds(1));
        assertThat(watch.state()).isEqualTo(BootState.READY);
    }

    @Test
    void a_board_that_is_off_is_waited_for_no_longer_than_its_first_sign_may_take() {
        watch.supply(Supply.OFF);
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> watch.awaitLogin(ticker.in(Duration.ofMinutes(10))))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("supply.off"));
        assertThat(ticker.nanos()).isEqualTo(Duration.ofSeconds(30).toNanos());
    }

    @Test
    void a_console_without_a_sign_of_a_boot_is_nobodys_failure_unless_the_supply_is_off() throws Exception {
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> watch.awaitLogin(ticker.in(Duration.ofSeconds(60))))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("board.silent"));
        watch.forgive();
        watch.supply(Supply.ON);
        watch.expectBoot();
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> watch.awaitLogin(ticker.in(Duration.ofSeconds(60))))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("board.silent"))
                .withMessageContaining("showed nothing on its console, though its supply was switched on. Check power");
        watch.forgive();
        watch.expectBoot();
        say("\u00f8\u0000\u00ff~x\u0080 what another baud makes of it");
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> watch.awaitLogin(ticker.in(Duration.ofSeconds(60))))
                .withMessageContaining("bytes and no sign of a boot on its console")
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("board.silent"))
                .satisfies(fault -> assertThat(fault.evidence().get(0).text()).contains("what another baud"));
        watch.forgive();
        watch.expectBoot();
        watch.supply(Supply.OFF);
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> watch.awaitLogin(ticker.in(Duration.ofSeconds(60))))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("supply.off"));
    }

    @Test
    void the_first_fault_stays_and_its_evidence_has_the_trace_that_follows() throws Exception {
        boot();
        say("[   50.1] Kernel pa");
        say("nic - not syncing: Fatal exception\r\n");
        say("[   50.2] Call trace:\r\n");
        pass(Duration.ofSeconds(1));
        say("U-Boot 2019.01 (Feb 06 2019)\r\n");
        pass(Duration.ofSeconds(1));
        assertThat(watch.fault()).hasValueSatisfying(fault -> {
            assertThat(fault.code()).isEqualTo("board.panic");
            assertThat(fault.evidence().get(0).text()).contains("Call trace:");
        });
    }

    @Test
    void memory_that_runs_out_is_the_boards_failure() throws Exception {
        boot();
        say("[  100.000000] Out of memory: Killed process 312 (dashcamd) total-vm:180000kB\r\n");
        pass(Duration.ofSeconds(1));
        assertThat(watch.fault())
                .hasValueSatisfying(fault -> assertThat(fault.code()).isEqualTo("board.out-of-memory"));
    }

    @Test
    void a_death_that_was_forgiven_while_its_trace_came_does_not_take_the_next_ones_place() throws Exception {
        boot();
        say("[   99.000000] Kernel panic - not syncing: Attempted to kill init!\r\n");
        pass(Duration.ofMillis(100));
        watch.forgive();
        pass(Duration.ofMillis(100));
        say("[  100.000000] Out of memory: Killed process 312 (dashcamd)\r\n");
        pass(Duration.ofSeconds(1));
        assertThat(watch.fault())
                .hasValueSatisfying(fault -> assertThat(fault.code()).isEqualTo("board.out-of-memory"));
    }

    @Test
    void a_boot_that_may_come_is_excused_once_and_not_once_it_is_said_that_none_came() throws Exception {
        boot();
        watch.excuseBoot(true);
        assertThat(watch.state()).as("it may as well stay up").isEqualTo(BootState.READY);
        say("\r\nU-Boot 2026.01\r\n[    0.000000] Linux version 6.1\r\nimx6 login: ");
        pass(Duration.ofSeconds(1));
        assertThat(watch.fault()).isEmpty();
        assertThat(events).endsWith(BoardEvent.Kind.BOOTLOADER, BoardEvent.Kind.KERNEL, BoardEvent.Kind.LOGIN_PROMPT);
        watch.ready();

        watch.excuseBoot(true);
        watch.excuseBoot(false);
        say("\r\nU-Boot 2026.01\r\n");
        pass(Duration.ofSeconds(1));
        assertThat(watch.fault().orElseThrow().code()).isEqualTo("board.reboot");
    }

    @Test
    void a_panic_in_a_boot_that_is_excused_is_still_the_boards_failure() throws Exception {
        boot();
        watch.excuseBoot(true);
        say("[   99.000000] Kernel panic - not syncing: Attempted to kill init!\r\n");
        pass(Duration.ofSeconds(1));
        assertThat(watch.fault().orElseThrow().code()).isEqualTo("board.panic");
    }

    @Test
    void a_board_that_went_down_in_silence_is_waited_for_and_one_that_boots_already_goes_on() throws Exception {
        boot();
        watch.excuseBoot(true);
        watch.wentDown();
        assertThat(watch.state()).isEqualTo(BootState.BOOTING);
        say("\r\nU-Boot 2026.01\r\n");
        watch.wentDown();
        assertThat(watch.state()).isEqualTo(BootState.BOOTLOADER);
        say("imx6 login: ");
        watch.awaitLogin(ticker.in(Duration.ofSeconds(1)));
        assertThat(watch.fault()).isEmpty();
    }

    @Test
    void a_boot_that_the_console_did_not_show_excuses_none_after_the_login() throws Exception {
        watch.ready();
        say("U-Boot 2026.01\r\n");
        pass(Duration.ofSeconds(1));
        assertThat(watch.fault().orElseThrow().code()).isEqualTo("board.reboot");
    }

    private void boot() throws Exception {
        say("U-Boot SPL 2019.01 (Feb)\r\n\r\nU-Boot 2019.01 (Feb)\r\nReset cause: POR\r\nStarting kernel ...\r\n");
        say("\r\nboard login: ");
        watch.awaitLogin(ticker.in(Duration.ofSeconds(1)));
        watch.ready();
        assertThat(watch.fault()).isEmpty();
    }

    private static String transcript(String name) throws IOException {
        return Files.readString(SharedFolder.data("transcripts/" + name));
    }
}
