package dev.roadrig.boards.link.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RigFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The probe of hosts that lack this or that. */
class GatewayProbeTest {
    /** Refuses every command that has a word. */
    private static final class Refusing implements Host {
        private final String word;
        final List<String> done = new ArrayList<>();

        Refusing(String word) {
            this.word = word;
        }

        @Override
        public String run(List<String> command) throws RigFault {
            done.add(String.join(" ", command));
            if (command.contains(word)) {
                throw new RigFault(LinuxHost.REFUSED, "it failed", new Evidence("printed", "no " + word + " here"));
            }
            return "";
        }

        @Override
        public Optional<String> setting(String key) {
            return Optional.empty();
        }

        @Override
        public void set(String key, String value) {}
    }

    private static List<GatewayProbe.Line> probe(Host host, boolean root) {
        return new GatewayProbe(host, root, () -> {}, List::of).lines();
    }

    private static List<String> cannot(List<GatewayProbe.Line> lines) {
        assertThat(lines)
                .extracting(GatewayProbe.Line::backend)
                .contains("relay", "gateway", "tbf", "netem", "expose", "leftovers");
        assertThat(lines).allSatisfy(line -> assertThat(line.next().isEmpty()).isEqualTo(line.can()));
        return lines.stream()
                .filter(line -> !line.can())
                .map(GatewayProbe.Line::backend)
                .toList();
    }

    @Test
    void without_root_only_the_relay_is_left_and_no_command_runs() {
        var host = new Refusing("");
        assertThat(cannot(probe(host, false))).containsExactly("gateway", "tbf", "netem", "expose");
        assertThat(host.done).isEmpty();
    }

    @Test
    void the_scratch_namespace_is_removed_when_a_queue_is_refused_and_when_it_cannot_be_made() {
        for (String word : List.of("netem", "tbf", "add")) {
            var host = new Refusing(word);
            assertThat(cannot(probe(host, true)))
                    .containsExactlyElementsOf(word.equals("add") ? List.of("tbf", "netem") : List.of(word));
            assertThat(host.done)
                    .filteredOn(command -> command.startsWith("ip netns"))
                    .last()
                    .asString()
                    .startsWith("ip netns del rr-probe-");
        }
    }

    @Test
    void a_namespace_that_stays_is_named_with_the_command_that_removes_it() {
        assertThat(probe(new Refusing("del"), true))
                .filteredOn(line -> line.backend().equals("scratch"))
                .singleElement()
                .satisfies(line -> assertThat(line.next()).contains("ip netns del rr-probe-"));
    }

    @Test
    void a_missing_tun_and_what_killed_gateways_left_are_told() {
        var lines = new GatewayProbe(
                        new Refusing(""),
                        true,
                        () -> {
                            throw TunFaults.opening(TunLibC.ENOENT);
                        },
                        () -> List.of("The gateway of orin left 3 changes."))
                .lines();
        assertThat(cannot(lines)).containsExactly("gateway", "leftovers");
        assertThat(lines.get(1).reason()).isEqualTo("No tun device: /dev/net/tun is not there");
        assertThat(lines.get(1).next()).startsWith("Run `modprobe tun`");
    }
}
