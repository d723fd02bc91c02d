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

    @Test
    void a_fault_of_the_work_is_not_hidden_by_what_is_not_given_back_after_it() {
        assertThatThrownBy(() -> {
                    try (owned) {
                        failing(new RigFault("supply.silent", "The ignition did not answer."));
                        throw new BoardFault("board.silent", "The board did not answer.", List.of());
                    }
                })
                .isInstanceOf(BoardFault.class)
                .satisfies(fault -> assertThat(LaterFaults.of(fault)).containsExactly("The ignition did not answer."));
    }

    @Test
    void what_is_not_given_back_after_work_that_was_done_is_a_fault_as_it_was_thrown() {
        failing(new RigFault("supply.silent", "The ignition did not answer."));
        assertThatThrownBy(owned::close).isInstanceOf(RigFault.class).hasMessage("The ignition did not answer.");
    }

    @Test
    void an_interrupt_stands_and_everything_is_closed_as_if_there_were_none() {
        AutoCloseable unused = owned.own(() -> {
            if (Thread.interrupted()) {
                throw new InterruptedException("before it was closed");
            }
            closed.add("waits");
        });
        failing(new InterruptedException("while it was closed"));
        own("last");
        Thread.currentThread().interrupt();
        RunFault fault = owned.shut().orElseThrow();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(fault).hasMessageContaining("while it was closed").hasNoSuppressedExceptions();
        assertThat(closed).containsExactly("last", "waits");
    }
}
