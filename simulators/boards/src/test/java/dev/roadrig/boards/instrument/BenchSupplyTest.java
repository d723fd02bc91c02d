package dev.roadrig.boards.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchSupplyTest {
    private final List<Boolean> switched = new ArrayList<>();
    private final BenchSupply supply = new BenchSupply("orin-1", 12, false, new SupplyOutput() {
        @Override
        public void switched(boolean on) {
            switched.add(on);
        }

        @Override
        public double amperes() {
            return 0.2345678;
        }
    });

    @Test
    void it_says_who_it_is() {
        assertThat(supply.line("*IDN?")).isEqualTo("Roadrig,Emulated bench supply,orin-1,1.0");
    }

    @Test
    void the_output_switches_and_answers() {
        assertThat(supply.line("OUTP?")).isEqualTo("0");
        assertThat(supply.line("OUTP ON")).isEmpty();
        assertThat(supply.line("outp:stat?")).isEmpty();
        assertThat(supply.line("OUTPUT:STATE?")).isEqualTo("1");
        supply.line("OUTPUT 0");

        assertThat(switched).containsExactly(true, false);
        assertThat(supply.line("SYST:ERR?")).isEqualTo("-113,\"Undefined header\"");
    }

    @Test
    void measurements_are_of_the_load_in_the_converters_steps() {
        supply.line("OUTP 1");

        assertThat(supply.line("MEAS:VOLT?")).isEqualTo("+1.200000E+01");
        assertThat(supply.line("MEASure:CURRent?")).isEqualTo("+2.346000E-01");
        assertThat(supply.line("MEAS:POW?")).isEqualTo("+2.815200E+00");
        supply.line("OUTP OFF");
        assertThat(supply.line("MEAS:CURR?")).isEqualTo("+0.000000E+00");
    }

    @Test
    void settings_out_of_range_are_kept_out_and_told_once() {
        supply.line("VOLT 11.5");
        supply.line("VOLT 400");
        supply.line("CURR many");

        assertThat(supply.line("VOLT?")).isEqualTo("+1.150000E+01");
        assertThat(supply.line("SYSTem:ERRor?")).isEqualTo("-222,\"Data out of range\"");
        assertThat(supply.line("SYST:ERR?")).isEqualTo("-104,\"Data type error\"");
        assertThat(supply.line("SYST:ERR?")).isEqualTo("0,\"No error\"");
    }

    @Test
    void over_current_trips_the_output_until_it_is_switched_on_again() {
        supply.line("OUTP ON");
        supply.trip();

        assertThat(supply.line("OUTP?")).isEqualTo("0");
        assertThat(supply.line("OUTP:PROT:TRIP?")).isEqualTo("1");
        assertThat(supply.line("SYST:ERR?")).isEqualTo("-310,\"Output tripped: over-current\"");
        supply.line("OUTP ON");
        assertThat(supply.line("OUTP:PROT:TRIP?")).isEqualTo("0");
        assertThat(switched).containsExactly(true, false, true);
    }

    @Test
    void the_error_queue_does_not_grow_for_ever() {
        for (int i = 0; i < 1_000; i++) {
            supply.line("NONSENSE");
        }
        int errors = 0;
        while (!supply.line("SYST:ERR?").startsWith("0,")) {
            errors++;
        }

        assertThat(errors).isEqualTo(20);
    }

    @Test
    void two_clients_talk_to_one_instrument_and_a_long_line_ends_its_client() throws IOException {
        try (var server = new ScpiServer("orin-1", supply);
                var one = new Socket(InetAddress.getLoopbackAddress(), server.port());
                var two = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            one.setSoTimeout(20_000);
            two.setSoTimeout(20_000);
            assertThat(ask(one, "*RST\r\nOUTP ON\nOUTP?\n")).isEqualTo("1");
            assertThat(ask(two, "OUTP?\n")).isEqualTo("1");

            two.getOutputStream().write("X".repeat(5_000).getBytes(StandardCharsets.US_ASCII));
            assertThat(two.getInputStream().read()).isEqualTo(-1);
            assertThat(ask(one, "*OPC?\n")).isEqualTo("1");
        }
    }

    private static String ask(Socket socket, String lines) throws IOException {
        socket.getOutputStream().write(lines.getBytes(StandardCharsets.US_ASCII));
        var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        return String.valueOf(reader.readLine());
    }
}
