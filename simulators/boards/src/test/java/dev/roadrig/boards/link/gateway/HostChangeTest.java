package dev.roadrig.boards.link.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.fault.RigFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which steps are taken back when one of them failed. */
class HostChangeTest {
    private static final Step ADDRESS = new Step.Address("rrgw1", "10.0.0.1");

    /** Every command fails in one way. */
    private record Failing(String code) implements Host {
        @Override
        public String run(List<String> command) throws RigFault {
            throw new RigFault(code, String.join(" ", command));
        }

        @Override
        public Optional<String> setting(String key) {
            return Optional.empty();
        }

        @Override
        public void set(String key, String value) {}
    }

    private static List<Step> made(String code) {
        List<Step> made = new ArrayList<>();
        assertThatThrownBy(() -> HostChange.apply(ADDRESS, new Failing(code), made))
                .isInstanceOf(RigFault.class)
                .hasMessageContaining("10.0.0.1");
        return made;
    }

    @Test
    void a_command_that_was_given_up_may_have_done_its_work_and_is_taken_back() {
        assertThat(made(LinuxHost.LATE)).containsExactly(ADDRESS);
    }

    @Test
    void a_command_that_was_refused_did_nothing_and_what_is_there_is_somebody_elses() {
        assertThat(made(LinuxHost.REFUSED)).isEmpty();
    }
}
