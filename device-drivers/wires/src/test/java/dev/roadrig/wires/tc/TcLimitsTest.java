package dev.roadrig.wires.tc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.NetworkFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What tc cannot say is told before any board is asked. */
class TcLimitsTest {
    @TempDir
    private Path temp;

    private LinkProfile network(String text) throws Exception {
        Files.writeString(temp.resolve("drops.txt"), "3\n17-23\n");
        Files.writeString(temp.resolve("up.trace"), "1\n2\n");
        return NetworkFile.read(Files.writeString(temp.resolve("network.yaml"), "network: " + text + "\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{rate: 1 Mbit/s, queue: 'codel:packets=100'} | which does not go with netem",
                "{rate: 1 Mbit/s, queue: 'drophead:packets=100'} | the queue down is drophead:packets=100",
                "{rate: 1 Mbit/s, queue: 'droptail:packets=9,bytes=9000'} | limited by packets and by bytes",
                "{rate: 1 Mbit/s, mtu: 1400 B} | tc drops no packets for their size",
                "{rate: 1 Mbit/s, loss: {recorded: drops.txt}} | names packets, and netem loses by its own dice only",
                "{rate: 1 Mbit/s, reorder: 1 %} | and there is none; state a delay",
                "{rate: 900 bit/s} | tbf sends no slower than 1 kbit/s up",
                "{trace: {up: up.trace, down: up.trace}} | tc knows no trace of delivery opportunities",
            })
    void what_tc_cannot_say_is_refused_with_what_else_there_is(String text, String why) throws Exception {
        LinkProfile profile = network(text);
        assertThat(TcLimits.of(profile)).anyMatch(says -> says.contains(why));
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> TcLimits.require(new TcPlace("orin-2", "eth0"), profile))
                .withMessageStartingWith("The network's conditions cannot be had by tc on eth0 of orin-2: ")
                .withMessageContaining(why);
    }

    @Test
    void what_tc_can_say_is_not_refused() throws Exception {
        assertThat(TcLimits.of(network("{rate: 1 Mbit/s, delay: 20ms, jitter: 2ms, loss: {enter: 2 %, leave: 20 %},"
                        + " reorder: 1 %, duplicate: 1 %, corrupt: 1 %, queue: 'droptail:bytes=60000',"
                        + " schedule: [{at: 5s, rate: 0 bit/s}], combine: replace}")))
                .isEmpty();
    }

    @Test
    void an_interface_and_a_silence_that_cannot_be_are_refused() {
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> new TcPlace("orin-2", "eth0; reboot"))
                .withMessageContaining("is no network interface of orin-2; write its name as `ip link`");
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> new TcPlace("orin-2", "eth0", Duration.ofSeconds(1)))
                .withMessageContaining("after 5 s to 1 h without a word, not after 1.0 s");
    }
}
