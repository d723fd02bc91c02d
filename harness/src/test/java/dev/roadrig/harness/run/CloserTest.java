package dev.roadrig.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.fault.BoardFault;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloserTest {
    private final Closer owned = new Closer();
    private final List<String> closed = new ArrayList<>();

    private void own(String name) {
        AutoCloseable unused = owned.own(() -> closed.add(name));
    }

    private void failing(Exception fault) {
        AutoCloseable unused = owned.own(() -> {
            throw fault;
        });
    }

    @Test
    void a_fault_of_the_rig_in_closing_is_told_as_it_is_and_everything_else_is_closed() {
        own("first");
        failing(new IllegalStateException("a thread that does not end"));
        failing(new RigFault("gateway.leftover", "A rule could not be taken back."));
        own("last");
        RunFault fault = owned.shut().orElseThrow();
        assertThat(fault.code()).isEqualTo("gateway.leftover");
        assertThat(fault.getSuppressed()).singleElement().isInstanceOf(IllegalStateException.class);
        assertThat(closed).containsExactly("last", "first");
        assertThat(owned.shut()).isEmpty();
    }

    @Test
    void anything_else_that_does_not_close_is_the_rigs_fault_with_its_cause() {
        failing(new java.io.IOException("disk full"));
        RunFault fault = owned.shut().orElseThrow();
        assertThat(fault).isInstanceOf(RigFault.class).hasMessageContaining("disk full");
        assertThat(fault.code()).isEqualTo("rig.close");
        assertThat(fault).hasCauseInstanceOf(java.io.IOException.class);
    }

    @Test
    void why_an_opening_failed_is_not_hidden_by_what_did_not_close_after_it() {
        assertThatThrownBy(() -> owned.opening(() -> {
                    own("half");
                    failing(new RigFault("ssh.close", "It did not close."));
                    throw new BoardFault("board.silent", "The board did not answer.", List.of());
                }))
                .isInstanceOf(BoardFault.class)
                .satisfies(fault ->
                        assertThat(fault.getSuppressed()).singleElement().isInstanceOf(RigFault.class));
        assertThat(closed).containsExactly("half");
    }
}
