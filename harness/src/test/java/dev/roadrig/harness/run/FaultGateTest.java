package dev.roadrig.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultGateTest {
    private final FaultLine line = new FaultLine(new VirtualTicker(Instant.EPOCH));
    private final FaultGate gate = new FaultGate(line);

    @Test
    void what_is_lost_after_the_gate_was_shut_was_ordered_and_what_was_lost_before_was_not() {
        var unasked = new RigFault("ssh.lost", "before");
        gate.report(unasked);
        gate.shut();
        gate.report(new RigFault("ssh.lost", "after"));

        assertThat(line.reported()).containsExactly((RunFault) unasked);
    }

    @Test
    void a_gate_that_is_opened_again_says_whether_something_was_lost_meanwhile() {
        List<String> told = new ArrayList<>();
        var watched = new FaultGate(line, () -> told.add("excused"));
        watched.shut();
        assertThat(watched.open()).isTrue();
        var unasked = new RigFault("ssh.lost", "by itself");
        watched.report(unasked);
        watched.shut();
        watched.report(new RigFault("ssh.lost", "ordered"));
        assertThat(watched.hasExcused()).isTrue();
        assertThat(watched.open()).isFalse();
        watched.report(new RigFault("ssh.lost", "in its train"));
        watched.close();
        watched.report(new RigFault("ssh.lost", "closed by us"));

        assertThat(line.reported()).containsExactly((RunFault) unasked);
        assertThat(told).as("one that does not open stays shut").containsExactly("excused", "excused");
    }

    @Test
    void a_shut_gate_holds_up_nobody_else_on_the_line() {
        gate.shut();
        new FaultGate(line).report(new RigFault("ssh.lost", "another connection"));

        assertThat(line.broken()).isTrue();
    }
}
