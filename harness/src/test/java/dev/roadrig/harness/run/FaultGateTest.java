package dev.roadrig.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.time.Instant;
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
    void a_shut_gate_holds_up_nobody_else_on_the_line() {
        gate.shut();
        new FaultGate(line).report(new RigFault("ssh.lost", "another connection"));

        assertThat(line.broken()).isTrue();
    }
}
