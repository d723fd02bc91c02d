package dev.roadrig.wires.rfc2217;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.scenarios.fault.BadInput;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a port on a terminal server is written. */
class Rfc2217AddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "rfc2217://rack1",
                "rfc2217://:2001",
                "rfc2217://rack1:0",
                "rfc2217://rack1:65536",
                "rfc2217://root@rack1:2001",
                "rfc2217://rack1:2001?speed=9600",
                "rfc2217://rack1:2001?timeout=x",
                "rfc2217://rack1:2001?timeout=0",
                "rfc2217://rack 1:2001"
            })
    void a_wrong_address_is_bad_input_that_says_how_to_write_it(String text) {
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> Rfc2217Address.parse(text))
                .withMessageContaining(text)
                .withMessageContaining("Write rfc2217://HOST:PORT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rack_1", "rack-1.lab", "10.0.0.7", "[::1]"})
    void a_host_is_written_as_names_and_addresses_are(String host) {
        assertThat(Rfc2217Address.parse("rfc2217://" + host + ":2001?timeout=2"))
                .isEqualTo(new Rfc2217Address(host, 2001, Duration.ofSeconds(2), false));
    }
}
