package dev.roadrig.wires.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roadrig.boards.rfc2217.MemoryUart;
import dev.roadrig.boards.rfc2217.Rfc2217Server;
import dev.roadrig.boards.rfc2217.SecondClient;
import dev.roadrig.boards.rfc2217.ServerFault;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.LeapingTicker;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that goes on holding its connection and does nothing any more, on a clock that leaps. */
class HalfOpenServerTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int BAUD = 9600;

    private final LeapingTicker ticker = new LeapingTicker();
    private final MemoryUart uart = new MemoryUart();
    private final Heard heard = new Heard();

    @AfterEach
    void stop() {
        ticker.close();
    }

    private SerialConsole open(Rfc2217Server server) throws Exception {
        var console = SerialConsole.open("rfc2217://127.0.0.1:" + server.port(), BAUD, ticker, "b");
        console.listen(heard);
        return console;
    }

    private void awaitAsked(Rfc2217Server server, int times) {
        await().atMost(LONG).until(() -> server.signaturesAsked() == times);
    }

    /** The board says something, so that all that the server has answered before is taken in. */
    private void sync() {
        int before = heard.bytes().length;
        uart.send(new byte[] {'x'});
        await().atMost(LONG).until(() -> heard.bytes().length == before + 1);
    }

    /** Time for the reader's next looks: it watches ten times a second. */
    private void letItLook() throws InterruptedException {
        boolean unused = ticker.await(() -> !heard.faults().isEmpty(), ticker.in(Duration.ofMillis(500)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_server_that_answered_before_and_does_no_longer_is_lost(boolean writing) throws Exception {
        try (var server = new Rfc2217Server(uart, SecondClient.REFUSE);
                var console = open(server)) {
            awaitAsked(server, 1);
            sync();
            ticker.leap(Duration.ofSeconds(9));
            awaitAsked(server, 2);
            sync();
            letItLook();
            assertThat(heard.faults()).as("it answers").isEmpty();
            server.goSilent();
            if (writing) {
                console.write(new byte[] {'\r'}, ticker.in(LONG));
            }
            ticker.leap(Duration.ofSeconds(8));
            letItLook();
            ticker.leap(Duration.ofSeconds(6));
            letItLook();
            assertThat(heard.faults()).as("it has a while left").isEmpty();
            ticker.leap(Duration.ofSeconds(6));
            await().atMost(LONG).until(() -> !heard.faults().isEmpty());
            assertThat(heard.faults()).singleElement().satisfies(fault -> {
                assertThat(fault).isInstanceOf(RigFault.class);
                assertThat(fault.code()).isEqualTo("console.lost");
                assertThat(fault)
                        .hasMessageMatching(
                                "rfc2217://127.0.0.1:\\d+ of b is gone: the server has said nothing for \\d+ s and"
                                        + " does not answer, as it did before: its host or the network is gone, or its program hangs"
                                        + (writing
                                                ? ", or its port does not take what was typed; look at the port's flow control there,"
                                                        + " and whether the board reads its console"
                                                : "")
                                        + "\\. Check the cable and .*");
            });
        }
    }

    @Test
    void a_server_that_never_said_what_it_is_is_not_held_to_it() throws Exception {
        try (var server = new Rfc2217Server(uart, SecondClient.REFUSE, ServerFault.NO_SIGNATURE);
                var console = open(server)) {
            awaitAsked(server, 1);
            sync();
            ticker.leap(Duration.ofMinutes(1));
            letItLook();
            ticker.leap(Duration.ofMinutes(1));
            letItLook();
            assertThat(server.signaturesAsked()).isEqualTo(1);
            assertThat(heard.faults()).isEmpty();
            assertThat(console.log().seenBytes()).isEqualTo(1);
        }
    }

    @Test
    void a_server_that_still_has_much_to_send_at_a_slow_rate_is_left_alone() throws Exception {
        try (var server = new Rfc2217Server(uart, SecondClient.REFUSE);
                var console = open(server)) {
            awaitAsked(server, 1);
            sync();
            // 60 s of the line.
            console.write(new byte[60 * BAUD / 10], ticker.in(LONG));
            ticker.leap(Duration.ofSeconds(50));
            letItLook();
            assertThat(server.signaturesAsked()).isEqualTo(1);
            ticker.leap(Duration.ofSeconds(20));
            awaitAsked(server, 2);
        }
    }
}
