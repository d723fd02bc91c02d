package dev.roadrig.wires.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.json.JsonText;
import dev.roadrig.scenarios.json.JsonValue;
import dev.roadrig.scenarios.json.JsonValue.Members;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.wires.AsNobody;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over a real Unix socket, against a far side that answers as it is told to. */
@SuppressWarnings({"NullAway.Init", "try"})
class QmpConnectionTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final RealTicker ticker = new RealTicker("qmp");
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private Path folder;
    private Path socket;

    /** A socket's path is 107 bytes at most. */
    @BeforeEach
    void place() throws Exception {
        folder = Files.createTempDirectory(Path.of("/tmp"), "qmp");
        socket = folder.resolve("s");
    }

    @AfterEach
    void end() throws Exception {
        ticker.close();
        Files.deleteIfExists(socket);
        Files.delete(folder);
    }

    private Deadline soon() {
        return ticker.in(LONG);
    }

    /** Answers each command by its name, with its number; capabilities are always agreed on. */
    private UnaryOperator<String> answering(Function<String, String> byCommand) {
        return line -> {
            var question = (Members) JsonText.read(line);
            String command = ((JsonValue.Text) question.optional("execute").orElseThrow()).text();
            asked.add(command);
            String id = JsonText.write(question.optional("id").orElseThrow());
            String answer = command.equals("qmp_capabilities") ? "\"return\": {}" : byCommand.apply(command);
            return answer.isEmpty() ? "" : "{" + answer + ", \"id\": " + id + "}\n";
        };
    }

    @Test
    void power_is_switched_by_stopping_and_resetting_and_read_back() throws Exception {
        String[] status = {"running"};
        UnaryOperator<String> qemu = answering(command -> {
            if (command.equals("stop")) {
                status[0] = "paused";
            } else if (command.equals("system_reset")) {
                status[0] = "prelaunch";
            } else if (command.equals("cont")) {
                status[0] = "running";
            }
            return command.equals("query-status")
                    ? "\"return\": {\"status\": \"" + status[0] + "\"}"
                    : "\"return\": {}";
        });
        try (var far = new ScriptedQmp(socket, ScriptedQmp.GREETING, qemu);
                QemuSupply supply = QemuSupply.connect("arm64", socket, ticker, soon())) {
            supply.set(false, soon());
            assertThat(supply.isOn(soon())).isFalse();
            assertThatThrownBy(() -> supply.requireOn(soon()))
                    .isInstanceOf(RigFault.class)
                    .hasMessage("The power of arm64 is off: QEMU says 'prelaunch'. Switch it on.");
            supply.set(true, soon());
            supply.requireOn(soon());
            assertThat(asked).containsSubsequence("stop", "system_reset", "cont");
            assertThatThrownBy(() -> supply.bench().save("../x", soon())).isInstanceOf(BadInput.class);
        }
    }

    @Test
    void an_answer_that_comes_after_its_deadline_is_none_to_the_next_question() throws Exception {
        String late = "{\"return\": {\"status\": \"late\"}, \"id\": 2}\n";
        UnaryOperator<String> qemu = line -> {
            if (line.contains("qmp_capabilities")) {
                return "{\"return\": {}, \"id\": 1}\n";
            }
            return line.contains("first")
                    ? "{\"event\": \"NOTHING\"}\n"
                    : late + "{\"return\": {\"status\": \"right\"}, \"id\": 3}\n";
        };
        try (var far = new ScriptedQmp(socket, ScriptedQmp.GREETING, qemu);
                QmpConnection connection = QmpConnection.open("arm64", socket, ticker, soon())) {
            assertThatThrownBy(() -> connection.ask("first", Members.none(), ticker.in(Duration.ofMillis(50))))
                    .isInstanceOf(RigFault.class)
                    .hasMessageContaining("did not answer in time: first");
            assertThat(JsonText.write(connection.ask("second", Members.none(), soon())))
                    .isEqualTo("{\"status\":\"right\"}");
        }
    }

    @Test
    void what_qemu_refuses_is_said_in_its_own_words_and_an_end_is_noticed_at_once() throws Exception {
        UnaryOperator<String> qemu = answering(command ->
                command.equals("refused") ? "\"error\": {\"class\": \"GenericError\", \"desc\": \"not now\"}" : "");
        try (var far = new ScriptedQmp(socket, ScriptedQmp.GREETING, qemu);
                QmpConnection connection = QmpConnection.open("arm64", socket, ticker, soon())) {
            assertThatThrownBy(() -> connection.ask("refused", Members.none(), soon()))
                    .isInstanceOf(RigFault.class)
                    .hasMessageContaining("not now");
            assertThatThrownBy(() -> connection.ask("ended", Members.none(), Deadline.NEVER))
                    .isInstanceOf(RigFault.class)
                    .hasMessageContaining("ended at 'ended'");
        }
    }

    @Test
    void no_socket_a_silent_one_and_one_that_is_no_qmp_are_told_apart() throws Exception {
        assertThatThrownBy(() -> QmpConnection.open("arm64", socket, ticker, soon()))
                .isInstanceOf(RigFault.class)
                .hasMessageContaining("cannot be reached");
        try (var far = new ScriptedQmp(socket, "220 mail.example ESMTP\n", line -> "")) {
            assertThatThrownBy(() -> QmpConnection.open("arm64", socket, ticker, soon()))
                    .isInstanceOf(RigFault.class)
                    .hasMessageContaining("no JSON");
        }
        Files.delete(socket);
        try (var far = new ScriptedQmp(socket, "\n", line -> "")) {
            assertThatThrownBy(() -> QmpConnection.open("arm64", socket, ticker, ticker.in(Duration.ofMillis(50))))
                    .isInstanceOf(RigFault.class)
                    .hasMessageContaining("does another program hold its QMP socket?");
        }
    }

    private RigFault fault(ThrowingCallable trial) {
        long began = ticker.nanos();
        RigFault fault = catchThrowableOfType(RigFault.class, trial);
        assertThat(ticker.nanos() - began).as("at once").isLessThan(LONG.toNanos() / 2);
        return fault;
    }

    @Test
    void a_qemu_that_was_restarted_is_another_board_and_is_never_taken_for_the_one_before() throws Exception {
        UnaryOperator<String> running = answering(command -> "\"return\": {\"status\": \"running\"}");
        try (var first = new ScriptedQmp(socket, ScriptedQmp.GREETING, answering(command -> ""));
                QemuSupply supply = QemuSupply.connect("arm64", socket, ticker, soon())) {
            assertThat(fault(() -> supply.isOn(soon())).code()).isEqualTo("qemu.lost");
            Files.delete(socket);
            try (var second = new ScriptedQmp(socket, ScriptedQmp.GREETING, running);
                    QemuSupply anew = QemuSupply.connect("arm64", socket, ticker, soon())) {
                assertThat(fault(() -> supply.isOn(soon())).code()).isEqualTo("qemu.lost");
                assertThat(anew.isOn(soon())).isTrue();
            }
        }
    }

    @Test
    void a_socket_that_this_user_may_not_write_to_is_told_apart_from_one_that_nobody_holds() throws Exception {
        try (var far = new ScriptedQmp(socket, ScriptedQmp.GREETING, line -> "")) {
            ThrowingCallable open = () -> QmpConnection.open("arm64", socket, ticker, soon());
            RigFault lost = fault(() -> QmpConnection.open("arm64", folder.resolve("none"), ticker, soon()));
            assertThat(lost.code()).isEqualTo("qemu.lost");
            RunFault denied = AsNobody.fault(socket, open);
            assertThat(denied).isInstanceOf(RigFault.class).hasMessageContaining("run as the user who started QEMU");
            assertThat(denied.code()).isEqualTo("qemu.denied");
        }
    }
}
