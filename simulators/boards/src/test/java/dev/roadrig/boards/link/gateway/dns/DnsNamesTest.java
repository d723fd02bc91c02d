package dev.roadrig.boards.link.gateway.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.net.Inet4Address;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Type;

class DnsNamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a..b", "-a.example", "a-.example", "ä.example", "a b", "*.example", "a/b"})
    void what_is_no_hosts_name_is_refused(String text) {
        assertThatThrownBy(() -> DnsNames.name(text))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("\"" + text + "\" is not a host's name");
    }

    @Test
    void a_name_has_253_characters_at_most_and_63_in_a_part() {
        String part = "a".repeat(63);
        assertThat(DnsNames.name(part + "." + part + "." + part + "." + "b".repeat(61)))
                .hasSize(253);
        assertThatThrownBy(() -> DnsNames.name(part + "." + part + "." + part + "." + "b".repeat(62)))
                .isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> DnsNames.name("a" + part)).isInstanceOf(BadInput.class);
        assertThat(DnsNames.name("Cloud_1.Example.")).isEqualTo("cloud_1.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0", "10.0.0.256", "cloud", "::1", "127.0.0.1", "0.0.0.0", "224.0.0.1"})
    void an_address_that_a_board_cannot_reach_over_its_link_is_refused(String text) {
        assertThatThrownBy(() -> DnsNames.ipv4(text))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(text);
    }

    @Test
    void a_name_that_is_there_twice_and_too_many_names_are_refused() {
        Inet4Address address = DnsNames.ipv4("10.0.0.7");
        assertThatThrownBy(() -> new DnsNames(Map.of("a.example", address, "A.example.", address), Others.REFUSE))
                .hasMessage("The name a.example is there twice.");
        Map<String, Inet4Address> many = new LinkedHashMap<>();
        for (int i = 0; i <= DnsNames.MOST_NAMES; i++) {
            many.put("n" + i, address);
        }
        assertThatThrownBy(() -> new DnsNames(many, Others.REFUSE)).hasMessageContaining("at most 1000");
    }

    @Test
    void a_board_that_asks_for_ever_new_names_does_not_fill_memory() {
        var ticker = new VirtualTicker(Instant.EPOCH);
        var log = new QueryLog(ticker, query -> {});
        for (int i = 0; i < 5_000; i++) {
            Question question = Question.read(
                            Asking.query("n" + i + ".example", Type.A).toWire())
                    .orElseThrow();
            log.add(Transport.UDP, question, DnsOutcome.UNKNOWN_NAME, "");
        }
        assertThat(log.last()).hasSize(200).last().satisfies(query -> {
            assertThat(query.name()).isEqualTo("n4999.example");
            assertThat(query.nth()).isZero();
        });
        assertThat(log.names()).hasSize(1_000);
        assertThat(log.outcomes()).isEqualTo(Map.of(DnsOutcome.UNKNOWN_NAME, 5_000L));
    }
}
