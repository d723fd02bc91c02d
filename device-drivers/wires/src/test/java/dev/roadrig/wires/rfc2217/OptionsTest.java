package dev.roadrig.wires.rfc2217;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.ports.telnet.Telnet;
import org.junit.jupiter.api.Test;

class OptionsTest {
    private static final int NOBODY_KNOWS_IT = 200;

    private final Options options = new Options();

    @Test
    void a_request_is_answered_once_however_often_it_is_repeated_and_an_answer_never() {
        options.opening();
        assertThat(options.came(Telnet.WILL, NOBODY_KNOWS_IT))
                .contains(Telnet.negotiation(Telnet.DONT, NOBODY_KNOWS_IT));
        assertThat(options.came(Telnet.DO, NOBODY_KNOWS_IT)).contains(Telnet.negotiation(Telnet.WONT, NOBODY_KNOWS_IT));
        for (int verb : new int[] {Telnet.WILL, Telnet.DO, Telnet.WONT, Telnet.DONT}) {
            assertThat(options.came(verb, NOBODY_KNOWS_IT)).as("%d again", verb).isEmpty();
            // Asked for in the opening, so that each of these is an answer.
            assertThat(options.came(verb, Telnet.BINARY)).as("%d", verb).isEmpty();
        }
    }

    @Test
    void that_a_peer_passes_no_eight_bits_decides_nothing_before_it_spoke_of_port_control() {
        options.opening();
        options.came(Telnet.DONT, Telnet.BINARY);
        options.came(Telnet.WONT, Telnet.BINARY);
        assertThat(options.refused()).isFalse();
        options.came(Telnet.DO, Telnet.COM_PORT);
        assertThat(options.refused()).isTrue();
        assertThat(options.comPort()).isTrue();
    }
}
