package dev.roadrig.boards.link.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plans and notes, without any host. */
class StateFileTest {
    private static final Owner OWNER = new Owner(7, 42, "01234567-89ab-cdef-0123-456789abcdef", "net:[4026531840]");
    private static final GatewaySpec SPEC =
            GatewaySpec.of("orin", "10.0.0.2", "eth1", "10.0.0.1").withUplink("eth0");

    /** Writes down what it is asked. */
    private static final class Paper implements Host {
        final List<String> done = new ArrayList<>();

        @Override
        public String run(List<String> command) {
            done.add(String.join(" ", command));
            return "";
        }

        @Override
        public Optional<String> setting(String key) {
            return Optional.of("0");
        }

        @Override
        public void set(String key, String value) {
            done.add(key + "=" + value);
        }
    }

    private static StateFile file() throws RigFault {
        return StateFile.of(OWNER, SPEC, new RoutePlan(SPEC, new Slot(1), new Paper(), List.of()).steps());
    }

    @Test
    void every_command_of_the_plan_has_its_inverse() throws Exception {
        var there = new Paper();
        var back = new Paper();
        for (Step step : file().steps()) {
            step.apply(there);
            step.undo(back);
        }
        assertThat(there.done)
                .contains(
                        "ip -4 route add 10.0.0.2/32 dev rrgw1 src 10.0.0.1 table 21102",
                        "ip -4 rule add pref 10103 to 10.0.0.2 ipproto tcp dport 22 lookup 21103",
                        "ip -4 rule add pref 10104 to 10.0.0.2 iif rrgw1 lookup 21103",
                        "ip -4 rule add pref 10105 to 10.0.0.2 lookup 21102",
                        "net.ipv4.conf.eth0.forwarding=1");
        for (String rule : there.done) {
            if (rule.matches("ip .* add .*|tc qdisc add .*")) {
                assertThat(back.done).contains(rule.replaceFirst(" add ", " del "));
            }
        }
        assertThat(back.done).contains("nft delete table ip roadrig_rrgw1");
    }

    @Test
    void a_note_is_read_back_as_it_was_written() throws Exception {
        assertThat(StateFile.parse(file().text())).isEqualTo(file());
    }

    @ParameterizedTest
    @CsvSource({
        "'ingress eth1', 'ingress eth1; reboot', line",
        "'setting net.ipv4', 'setting kernel.core_pattern', cannot be word 2",
        "'owner 7', 'owner seven', the second line",
        "'route 21102', 'route -1', cannot be word 2",
        "'block eth1', 'block eth1/..', is not a network interface",
        "'end', '', ends before",
        "'rule 10103', 'flush 10103', is no step",
        "'10.0.0.2 rrgw1', '10.0.0.2 ../../x', is not a network interface",
        "'roadrig gateway 1', 'roadrig gateway 9', line 1"
    })
    void a_malformed_note_is_refused_and_says_where(String from, String to, String words) throws Exception {
        String text = file().text().replace(from, to);
        assertThat(text).isNotEqualTo(file().text());
        assertThatThrownBy(() -> StateFile.parse(text))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(words);
    }

    @Test
    void the_two_directions_of_a_conversation_are_one_flow() {
        byte[] up = {0x45, 0, 0, 28, 0, 0, 0, 0, 64, 17, 0, 0, 10, 0, 0, 2, 10, 0, 0, 1, 0x10, 1, 0, 53, 0, 8, 0, 0};
        byte[] down = {0x45, 0, 0, 28, 0, 0, 0, 0, 64, 17, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2, 0, 53, 0x10, 1, 0, 8, 0, 0};
        PacketHeader first = PacketHeader.read(up, SPEC.board()).orElseThrow();
        PacketHeader second = PacketHeader.read(down, SPEC.board()).orElseThrow();
        assertThat(first.direction()).isNotEqualTo(second.direction());
        assertThat(first.flow()).isEqualTo(second.flow());
        up[21] = 2;
        assertThat(PacketHeader.read(up, SPEC.board()).orElseThrow().flow()).isNotEqualTo(second.flow());
        assertThat(first.flow().words()).isEqualTo("udp 4097 to 10.0.0.1:53");
        up[0] = 0x65;
        assertThat(PacketHeader.read(up, SPEC.board())).isEmpty();
    }
}
