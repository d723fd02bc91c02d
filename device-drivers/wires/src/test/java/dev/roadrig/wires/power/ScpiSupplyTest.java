package dev.roadrig.wires.power;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init")
class ScpiSupplyTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(400);

    private final RealTicker ticker = new RealTicker("test");
    private final Map<String, String> answers = new ConcurrentHashMap<>(Map.of(
            "*IDN?", "ACME,PSU,1,2\n",
            "SYST:ERR?", "0,\"No error\"\n",
            "OUTP?", "0\n",
            "MEAS:VOLT?", "+1.201000E+01\n",
            "MEAS:CURR?", "9.91E37\n",
            "MEAS:POW?", "9.9E37\n"));
    private ServerSocket instrument;
    private volatile boolean trips;
    private Thread server;

    @BeforeEach
    void start() throws IOException {
        instrument = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        server = new Thread(this::serve);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        instrument.close();
        server.join();
        ticker.close();
    }

    private ScpiSupply connect() throws Exception {
        return ScpiSupply.connect(
                "vin", new ScpiAddress("tcp://127.0.0.1:" + instrument.getLocalPort(), 9600), ticker, ticker.in(LONG));
    }

    @Test
    void switches_and_reads_back() throws Exception {
        try (ScpiSupply supply = connect()) {
            supply.set(true, ticker.in(LONG));
            assertThat(supply.isOn(ticker.in(LONG))).isTrue();
            supply.set(false, ticker.in(LONG));
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> supply.requireOn(ticker.in(LONG)))
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo("supply.off"));
        }
    }

    @Test
    void numbers_that_are_none_and_over_range_are_told_apart() throws Exception {
        try (ScpiSupply supply = connect()) {
            PowerReading reading = supply.measure(ticker.in(LONG));
            assertThat(reading.volts()).isEqualTo(12.01);
            assertThat(reading.amperes()).isNaN();
            assertThat(reading.watts()).isInfinite();
            assertThat(supply.evidence(ticker.in(LONG)).text()).startsWith("output off, 12.010 V");
        }
    }

    @Test
    void an_output_that_trips_is_off_and_not_on() throws Exception {
        trips = true;
        try (ScpiSupply supply = connect()) {
            assertThat(codeOnceHeard(within -> supply.set(true, ticker.in(within))))
                    .isEqualTo("supply.off");
        }
    }

    @Test
    void the_instruments_own_error_is_the_fault() throws Exception {
        answers.put("SYST:ERR?", "-221,\"Settings conflict\"\n");
        try (ScpiSupply supply = connect()) {
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> supply.set(true, ticker.in(LONG)))
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo("supply.refused"))
                    .withMessageContaining("Settings conflict");
        }
    }

    @Test
    void an_answer_without_its_end_is_garbled_and_the_next_question_gets_its_own_answer() throws Exception {
        try (ScpiSupply supply = connect()) {
            answers.put("OUTP?", "1");
            assertThat(codeOnceHeard(within -> supply.isOn(ticker.in(within)))).isEqualTo("supply.garbled");
            answers.put("OUTP?", "0\n");
            assertThat(supply.isOn(ticker.in(LONG))).isFalse();
        }
    }

    @Test
    void an_echo_is_no_answer() throws Exception {
        answers.put("OUTP?", "OUTP?\n1\n");
        try (ScpiSupply supply = connect()) {
            assertThat(supply.isOn(ticker.in(LONG))).isTrue();
        }
    }

    @Test
    void a_supply_that_does_not_answer_is_lost_also_as_evidence() throws Exception {
        try (ScpiSupply supply = connect()) {
            answers.remove("OUTP?");
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> supply.isOn(ticker.in(SHORT)))
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo("supply.lost"));
            assertThat(supply.evidence(ticker.in(SHORT)).text()).contains("did not answer");
        }
    }

    private interface Timed {
        void take(Duration within) throws Exception;
    }

    /** On a host on which nothing was heard within a short time, within a longer one. */
    private static String codeOnceHeard(Timed step) {
        String code = "supply.lost";
        for (Duration within = SHORT;
                code.equals("supply.lost") && within.compareTo(LONG) < 0;
                within = within.multipliedBy(2)) {
            Duration time = within;
            code = catchThrowableOfType(RigFault.class, () -> step.take(time)).code();
        }
        return code;
    }

    private void serve() {
        try {
            while (true) {
                try (Socket client = instrument.accept()) {
                    talk(client);
                }
            }
        } catch (IOException e) {
            // The test is over: its socket was closed.
            trips = false;
        }
    }

    private void talk(Socket client) throws IOException {
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith("OUTP O")) {
                answers.put("OUTP?", line.equals("OUTP ON") && !trips ? "1\n" : "0\n");
            }
            String answer = answers.get(line);
            if (answer != null) {
                client.getOutputStream().write(answer.getBytes(US_ASCII));
            }
        }
    }
}
