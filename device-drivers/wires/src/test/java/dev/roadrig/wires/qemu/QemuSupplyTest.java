package dev.roadrig.wires.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.scenarios.fault.BoardFault;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.json.JsonText;
import dev.roadrig.scenarios.json.JsonValue;
import dev.roadrig.scenarios.json.JsonValue.Members;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.RealTicker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a far side that goes from one of QEMU's states to the next by its rules. */
@SuppressWarnings("NullAway.Init")
class QemuSupplyTest {
    private final RealTicker ticker = new RealTicker("supply");
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private volatile String status = "prelaunch";
    private volatile boolean refusesReset;
    private final AtomicInteger asksBeforeReset = new AtomicInteger();
    private Path folder;
    private ScriptedQmp qemu;
    private QemuSupply supply;

    @BeforeEach
    void connect() throws Exception {
        folder = Files.createTempDirectory(Path.of("/tmp"), "qmp");
        qemu = new ScriptedQmp(folder.resolve("s"), ScriptedQmp.GREETING, this::answer);
        supply = QemuSupply.connect("arm64", folder.resolve("s"), ticker, soon());
        asked.clear();
    }

    @AfterEach
    void end() throws Exception {
        supply.close();
        qemu.close();
        ticker.close();
        Files.deleteIfExists(folder.resolve("s"));
        Files.delete(folder);
    }

    private Deadline soon() {
        return ticker.in(Duration.ofSeconds(20));
    }

    private String answer(String line) {
        var question = (Members) JsonText.read(line);
        String command = ((JsonValue.Text) question.optional("execute").orElseThrow()).text();
        asked.add(command);
        String id = ", \"id\": " + JsonText.write(question.optional("id").orElseThrow()) + "}\n";
        if (command.equals("query-status")) {
            if (status.equals("resetting") && asksBeforeReset.decrementAndGet() < 0) {
                status = "prelaunch";
            }
            return "{\"return\": {\"status\": \"" + (status.equals("resetting") ? "paused" : status) + "\"}" + id;
        }
        if ((command.equals("system_reset") && refusesReset) || (command.equals("cont") && status.equals("shutdown"))) {
            return "{\"error\": {\"class\": \"GenericError\", \"desc\": \"Resetting the Virtual Machine is required\"}"
                    + id;
        }
        if (command.equals("stop") && status.equals("running")) {
            status = "paused";
        } else if (command.equals("system_reset")) {
            status = "resetting";
        } else if (command.equals("cont")) {
            status = "running";
        }
        return "{\"return\": {}" + id;
    }

    @Test
    void a_board_that_powered_itself_off_is_the_boards_failure_and_boots_from_a_reset_when_it_is_switched_on()
            throws Exception {
        status = "shutdown";
        assertThatExceptionOfType(BoardFault.class)
                .isThrownBy(() -> supply.requireOn(soon()))
                .withMessageContaining("arm64 powered itself off")
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("board.shutdown"));
        assertThat(supply.isOn(soon())).isTrue();
        asked.clear();
        asksBeforeReset.set(3);
        supply.set(true, soon());
        supply.requireOn(soon());
        assertThat(asked).containsSubsequence("system_reset", "cont").doesNotContain("stop");
    }

    @Test
    void an_off_that_failed_half_way_is_done_in_full_by_the_next_one_so_that_no_old_memory_comes_back()
            throws Exception {
        status = "running";
        refusesReset = true;
        assertThatExceptionOfType(RigFault.class).isThrownBy(() -> supply.set(false, soon()));
        assertThat(status).isEqualTo("paused");
        refusesReset = false;
        asked.clear();
        supply.set(false, soon());
        assertThat(asked).containsSubsequence("stop", "system_reset");
        assertThat(supply.isOn(soon())).isFalse();
    }

    @Test
    void an_on_after_an_off_that_failed_half_way_starts_from_a_reset_too() throws Exception {
        status = "paused";
        supply.set(true, soon());
        assertThat(asked).containsSubsequence("system_reset", "cont");
    }

    @Test
    void a_reset_that_never_comes_is_told() {
        asksBeforeReset.set(Integer.MAX_VALUE);
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> supply.set(false, soon()))
                .withMessageContaining("did not go off and named no reason")
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("supply.stuck"));
    }
}
