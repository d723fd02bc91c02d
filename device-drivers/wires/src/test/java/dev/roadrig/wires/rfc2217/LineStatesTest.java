package dev.roadrig.wires.rfc2217;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.ports.LineNotice;
import dev.roadrig.ports.telnet.PortControl;
import org.junit.jupiter.api.Test;

class LineStatesTest {
    private final LineStates states = new LineStates();

    @Test
    void errors_are_counted_by_kind_until_they_are_taken() {
        states.line(PortControl.LINE_FRAMING);
        states.line(PortControl.LINE_FRAMING | PortControl.LINE_BREAK);
        // Of data ready and an empty register nobody asked.
        states.line(1 | 32 | 64 | 128);
        states.line(PortControl.LINE_PARITY);
        assertThat(states.take())
                .containsExactly(new LineNotice(LineNotice.Kind.ERRORS, "break once, framing 2 times, parity once"));
        assertThat(states.take()).isEmpty();
    }

    @Test
    void lines_are_told_once_and_then_when_they_changed_if_only_for_a_moment() {
        states.modem(0);
        assertThat(states.take())
                .containsExactly(new LineNotice(LineNotice.Kind.MODEM_LINES, "on: none; off: carrier, ring, DSR, CTS"));
        states.modem(0);
        assertThat(states.take()).isEmpty();
        // DSR was raised and let go within one look of the server's.
        states.modem(2);
        states.modem(PortControl.MODEM_CTS | 1);
        assertThat(states.take())
                .containsExactly(new LineNotice(
                        LineNotice.Kind.MODEM_LINES, "on: CTS; off: carrier, ring, DSR, after 2 changes"));
    }
}
