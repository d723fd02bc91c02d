package dev.roadrig.wires.power.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.wires.program.Ended;
import dev.roadrig.wires.program.HostCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandSwitchTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String SECRET = "hunter2";
    private static final List<String> SECRETS = List.of(SECRET);

    private final RealTicker ticker = new RealTicker("command-test");

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        ticker.close();
    }

    private CommandSwitch made(String on, String off, String state, Duration within) {
        return new CommandSwitch(
                "battery of b",
                new CommandPlan(
                        HostCommand.shell(on, SECRETS),
                        HostCommand.shell(off, SECRETS),
                        state.isEmpty() ? Optional.empty() : Optional.of(HostCommand.shell(state, SECRETS)),
                        within),
                ticker);
    }

    private CommandSwitch failing(String on) {
        return made(on, "true", "", LONG);
    }

    @Test
    void a_secret_in_a_command_or_in_what_it_says_is_never_told() throws Exception {
        String says = "echo login of " + SECRET + " failed; ";
        List<String> told = List.of(
                fault(failing(says + "exit 3"), LONG).getMessage(),
                fault(made(says + "sleep 1000", "true", "", Duration.ofMillis(300)), LONG)
                        .getMessage(),
                fault(made("true", "true", says, LONG), LONG).getMessage(),
                fault(made("true", "true", "echo off #" + SECRET, LONG), Duration.ofMillis(50))
                        .getMessage(),
                made("true", "true", "echo on # " + SECRET, LONG).reading(ticker.in(LONG)),
                new CommandPlan(
                                HostCommand.shell(says, SECRETS),
                                new HostCommand(List.of(SECRET, SECRET + "4"), List.of(SECRET, SECRET + "4")),
                                Optional.empty(),
                                LONG)
                        .toString());
        assertThat(told).allSatisfy(text -> assertThat(text).doesNotContain(SECRET));
        assertThat(told.get(0))
                .contains(
                        "The command `echo login of *** failed; exit 3` of battery of b ended with 3: login of *** failed.");
        assertThat(told.get(5)).contains("off=*** ***,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "o", "n"})
    void a_secret_that_is_a_part_of_the_states_word_hides_the_state_from_people_only(String secret) throws Exception {
        for (String word : List.of("1", "on")) {
            var state = HostCommand.shell("echo relay is " + word, List.of(secret));
            var plan = new CommandPlan(state, state, Optional.of(state), LONG);
            try (var made = new CommandSwitch("battery of b", plan, ticker)) {
                assertThat(made.isOn(ticker.in(LONG))).isTrue();
            }
        }
        var ended = new Ended(HostCommand.shell("x", List.of("hunter")), 0, "hunter2", "");
        assertThat(List.of(ended.toString(), ended.said(), ended.complaint()))
                .containsExactly("x ended with 0: ***2", "***2", "***2");
    }

    private RigFault fault(CommandSwitch of, Duration within) {
        return catchThrowableOfType(RigFault.class, () -> of.set(true, ticker.in(within)));
    }

    @Test
    void a_command_switches_and_the_states_command_is_believed() throws Exception {
        Path state = folder.resolve("state");
        try (CommandSwitch made =
                made("echo relay 1 is ON > " + state, "echo relay 1 is off > " + state, "cat " + state, LONG)) {
            made.set(true, ticker.in(LONG));
            assertThat(made.isOn(ticker.in(LONG))).isTrue();
            made.set(false, ticker.in(LONG));
            assertThat(made.isOn(ticker.in(LONG))).isFalse();
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> made.requireOn(ticker.in(LONG)))
                    .matches(fault -> fault.code().equals("supply.off"));
        }
    }

    @Test
    void words_go_to_a_program_as_they_are_and_its_input_is_empty() throws Exception {
        var plan = new CommandPlan(
                HostCommand.of(List.of(
                        "sh",
                        "-c",
                        "cat > \"$1\"; printf %s \"$2\" >> \"$1\"",
                        "sh",
                        folder.resolve("out").toString(),
                        "a b")),
                HostCommand.of(List.of("true")),
                Optional.empty(),
                LONG);
        try (var made = new CommandSwitch("battery of b", plan, ticker)) {
            made.set(true, ticker.in(LONG));
        }
        assertThat(folder.resolve("out")).hasContent("a b");
    }

    @Test
    void without_a_command_for_its_state_it_says_what_it_was_told_and_blames_nobody() throws Exception {
        try (CommandSwitch made = made("true", "true", "", LONG)) {
            assertThat(made.tells()).isFalse();
            assertThat(made.isOn(ticker.in(LONG)))
                    .as("so that it is switched off first")
                    .isTrue();
            made.set(false, ticker.in(LONG));
            assertThat(made.isOn(ticker.in(LONG))).isFalse();
            made.requireOn(ticker.in(LONG));
            assertThat(made.reading(ticker.in(LONG)))
                    .isEqualTo(
                            "it was told off, and no command tells its state; what its commands run was not looked for");
        }
    }

    @Test
    void whether_the_programs_of_its_lines_are_there_is_looked_for_before_they_switch() throws Exception {
        assertThat(made("cat /dev/null", "cat /dev/null", "", LONG).reading(ticker.in(LONG)))
                .isEqualTo("it was told nothing yet, and no command tells its state");
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() ->
                        made("cat /dev/null", "no-such-relay off", "", LONG).reading(ticker.in(LONG)))
                .matches(fault -> fault.code().equals("supply.program"));
    }

    @Test
    void a_command_that_fails_is_told_with_its_code_and_its_words() {
        RigFault fault = fault(failing("echo usage: relay N >&2; exit 3"), LONG);
        assertThat(fault.code()).isEqualTo("supply.refused");
        assertThat(fault).hasMessageContaining("of battery of b ended with 3: usage: relay N.");
    }

    @Test
    void a_command_that_is_not_there_is_told_with_what_to_do() {
        var plan = new CommandPlan(
                HostCommand.of(List.of("no-such-relay-tool")), HostCommand.of(List.of("true")), Optional.empty(), LONG);
        RigFault fault = fault(new CommandSwitch("battery of b", plan, ticker), LONG);
        assertThat(fault.code()).isEqualTo("supply.program");
        assertThat(fault)
                .hasMessageContaining("no-such-relay-tool")
                .hasMessageEndingWith("its whole path in the rack file.");
    }

    @Test
    void a_program_that_may_not_be_executed_is_told_as_such_to_root_too() throws Exception {
        Path program = Files.writeString(folder.resolve("relay"), "#!/bin/sh\n");
        var plan = new CommandPlan(
                HostCommand.of(List.of(program.toString())), HostCommand.of(List.of("true")), Optional.empty(), LONG);
        RigFault fault = fault(new CommandSwitch("battery of b", plan, ticker), LONG);
        assertThat(fault.code()).isEqualTo("supply.program");
        assertThat(fault).hasMessageContaining("Permission denied");
    }

    @Test
    void a_command_that_hangs_is_ended_by_its_own_deadline_with_all_that_it_started() throws Exception {
        Path pid = folder.resolve("pid");
        String command = "sleep 1000 & echo $! > " + pid + "; echo waiting for the PDU >&2; wait";
        String words = "waiting for the PDU";
        RigFault fault = fault(made(command, "true", "", Duration.ofSeconds(1)), LONG);
        // A host that is too busy for its first words gives it longer.
        for (int seconds = 2; seconds < 20 && !saidBy(fault).contains(words); seconds *= 2) {
            fault = fault(made(command, "true", "", Duration.ofSeconds(seconds)), LONG);
        }
        assertThat(fault.code()).isEqualTo("supply.slow");
        assertThat(saidBy(fault)).contains(words);
        long sleeper = Long.parseLong(Files.readString(pid).strip());
        assertThat(ticker.await(
                        () -> ProcessHandle.of(sleeper)
                                .filter(ProcessHandle::isAlive)
                                .isEmpty(),
                        ticker.in(LONG)))
                .isTrue();
    }

    /** What it said, and not its own line. */
    private static String saidBy(RigFault fault) {
        String message = String.valueOf(fault.getMessage());
        return message.substring(message.lastIndexOf('`') + 1);
    }

    @Test
    void a_command_whose_time_is_up_does_not_go_on_with_the_next_one() {
        Path next = folder.resolve("next");
        String many = "sleep 1000 & first=$!; for i in $(seq 40); do sleep 1000 & done; wait $first; echo > " + next;
        assertThat(fault(made(many, "true", "", Duration.ofMillis(400)), LONG).code())
                .isEqualTo("supply.slow");
        assertThat(next).doesNotExist();
    }

    /** Its time is up in the midst of its forks, by the seed of the host's own unsteadiness. */
    @RepeatedTest(5)
    void a_command_that_starts_others_while_it_is_ended_leaves_none_of_them(RepetitionInfo turn) throws Exception {
        // Nobody else's sleep is this long.
        String seconds = "1000." + ProcessHandle.current().pid() + turn.getCurrentRepetition();
        var storm = made(
                "i=0; while [ $i -lt 400 ]; do sleep " + seconds + " & i=$((i+1)); done; wait",
                "true",
                "",
                Duration.ofMillis(30));
        assertThat(fault(storm, LONG).code()).isEqualTo("supply.slow");
        assertThat(ticker.await(() -> sleepers(seconds) == 0, ticker.in(LONG)))
                .as("%d are left", sleepers(seconds))
                .isTrue();
    }

    private static long sleepers(String seconds) {
        return ProcessHandle.allProcesses()
                .filter(process -> Arrays.asList(process.info().arguments().orElse(new String[0]))
                        .contains(seconds))
                .filter(ProcessHandle::isAlive)
                .count();
    }

    @Test
    void a_command_that_prints_without_end_is_read_and_kept_in_part() {
        RigFault fault = fault(made("yes", "true", "", Duration.ofMillis(150)), LONG);
        assertThat(fault.code()).isEqualTo("supply.slow");
    }

    @Test
    void a_state_that_is_none_is_a_fault() {
        assertThat(fault(made("true", "true", "echo banana", LONG), LONG).code())
                .isEqualTo("supply.garbled");
    }

    @Test
    void a_state_that_stays_for_a_second_is_stuck() {
        RigFault fault = fault(made("true", "true", "echo off", LONG), Duration.ofSeconds(6));
        assertThat(fault.code()).as(fault.getMessage()).isEqualTo("supply.stuck");
    }

    @Test
    void a_state_whose_command_is_cut_off_by_the_deadline_after_it_had_said_otherwise_is_stuck() {
        Path asked = folder.resolve("asked");
        String state = "echo . >> " + asked + "; [ $(wc -l < " + asked + ") -gt 8 ] && sleep 1000; echo off";
        RigFault fault = fault(made("true", "true", state, LONG), Duration.ofSeconds(8));
        assertThat(fault.code()).as(fault.getMessage()).isEqualTo("supply.stuck");
    }

    @Test
    void a_supply_that_had_no_time_to_change_is_slow_and_not_stuck() {
        String words = "its time was up before its state had a second to follow";
        RigFault fault = fault(made("true", "true", "echo off", LONG), Duration.ofMillis(900));
        // A host on which a command takes longer than that tells of the command.
        for (int tries = 0; tries < 20 && !String.valueOf(fault.getMessage()).contains(words); tries++) {
            assertThat(fault.code()).as(fault.getMessage()).isEqualTo("supply.slow");
            fault = fault(made("true", "true", "echo off", LONG), Duration.ofMillis(900));
        }
        assertThat(fault.code()).isEqualTo("supply.slow");
        assertThat(fault).hasMessageContaining(words);
    }
}
