package dev.roadrig.wires.power.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.roadrig.boards.instrument.SupplyOutput;
import dev.roadrig.boards.relay.RelayContact;
import dev.roadrig.boards.relay.RelayDoor;
import dev.roadrig.boards.relay.RelayFault;
import dev.roadrig.boards.relay.RelayMake;
import dev.roadrig.boards.relay.RelayServer;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HttpRelayTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final String SECRET = "hunter2";

    private final RealTicker ticker = new RealTicker("relay-test");
    private final Load load = new Load();
    private final RelayContact contact = new RelayContact(load);

    /** Draws 40 mA. */
    private static final class Load implements SupplyOutput {
        private volatile boolean powered;

        @Override
        public void switched(boolean on) {
            powered = on;
        }

        @Override
        public double amperes() {
            return 0.04;
        }
    }

    @AfterEach
    void stop() {
        ticker.close();
    }

    private RelayServer serve(RelayMake make, String password) throws IOException {
        return new RelayServer(
                make, contact, password.isEmpty() ? Optional.empty() : Optional.of(new RelayDoor("admin", password)));
    }

    private HttpRelay relay(RelayMake make, String url, String password, int offset) {
        Optional<RelayLogin> login =
                password.isEmpty() ? Optional.empty() : Optional.of(new RelayLogin("admin", password));
        int first = make == RelayMake.TASMOTA ? 1 : 0;
        var kind = RelayPlace.Kind.valueOf(make.name());
        return new HttpRelay("battery of b", new RelayPlace(kind, URI.create(url), first + offset, login), ticker);
    }

    @ParameterizedTest
    @EnumSource
    void a_relay_of_each_make_is_switched_and_read_with_a_login_and_without(RelayMake make) throws Exception {
        for (String password : new String[] {"", SECRET}) {
            try (RelayServer server = serve(make, password);
                    HttpRelay relay = relay(make, server.url(), password, 0)) {
                relay.set(true, ticker.in(LONG));
                assertThat(load.powered).isTrue();
                assertThat(relay.isOn(ticker.in(LONG))).isTrue();
                relay.requireOn(ticker.in(LONG));
                assertThat(relay.reading(ticker.in(LONG)))
                        .contains(server.url())
                        .doesNotContain(SECRET);
                if (make != RelayMake.SHELLY_1) {
                    assertThat(relay.amperes(ticker.in(LONG)).orElseThrow()).isCloseTo(0.04, within(1e-9));
                }
                relay.set(false, ticker.in(LONG));
                assertThat(load.powered).isFalse();
                assertThatExceptionOfType(RigFault.class)
                        .isThrownBy(() -> relay.requireOn(ticker.in(LONG)))
                        .matches(fault -> fault.code().equals("supply.off"));
            }
        }
    }

    /** What each fault becomes when the relay is told to go on. */
    private static final Map<RelayFault, String> CODES = Map.of(
            RelayFault.IGNORES, "supply.stuck",
            RelayFault.SILENT, "supply.lost",
            RelayFault.DENIES, "supply.denied",
            RelayFault.GARBAGE, "supply.garbled",
            RelayFault.HANGS_UP, "supply.lost");

    @ParameterizedTest
    @EnumSource
    void a_relay_that_fails_is_the_rigs_fault_by_name_and_with_a_next_step(RelayMake make) throws Exception {
        for (Map.Entry<RelayFault, String> fault : CODES.entrySet()) {
            contact.fault(fault.getKey());
            try (RelayServer server = serve(make, "");
                    HttpRelay relay = relay(make, server.url(), "", 0)) {
                RigFault thrown = told(relay, fault.getKey());
                assertThat(thrown).as(fault.getKey().name()).hasMessageContaining("battery of b");
                assertThat(thrown.code()).as(fault.getKey().name()).isEqualTo(fault.getValue());
            }
        }
    }

    /** Ended by its time only where nothing else ends it; one that answers and does nothing has to have the time to answer. */
    private RigFault told(HttpRelay relay, RelayFault fault) {
        Duration within = fault == RelayFault.SILENT || fault == RelayFault.IGNORES ? SHORT : LONG;
        RigFault thrown = told(relay, within);
        while (fault == RelayFault.IGNORES && thrown.code().equals("supply.lost") && within.compareTo(LONG) < 0) {
            within = within.multipliedBy(2);
            thrown = told(relay, within);
        }
        return thrown;
    }

    private RigFault told(HttpRelay relay, Duration within) {
        return catchThrowableOfType(RigFault.class, () -> relay.set(true, ticker.in(within)));
    }

    @ParameterizedTest
    @EnumSource
    void a_relay_whose_contact_is_broken_says_what_it_was_told_and_that_is_all_that_it_knows(RelayMake make)
            throws Exception {
        try (RelayServer server = serve(make, "");
                HttpRelay relay = relay(make, server.url(), "", 0)) {
            contact.fault(RelayFault.OPEN);
            relay.set(true, ticker.in(LONG));
            assertThat(relay.isOn(ticker.in(LONG))).isTrue();
            assertThat(load.powered).isFalse();
            contact.fault(RelayFault.NONE);
            relay.set(true, ticker.in(LONG));
            contact.fault(RelayFault.WELDED);
            relay.set(false, ticker.in(LONG));
            assertThat(relay.isOn(ticker.in(LONG))).isFalse();
            assertThat(load.powered).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TASMOTA,'has it a relay 3?'",
        "SHELLY_1,'status 404, Not Found'",
        "SHELLY_2,'status 500, {\"code\":-105'"
    })
    void a_relay_that_is_not_there_is_refused_with_its_own_words(RelayMake make, String words) throws Exception {
        try (RelayServer server = serve(make, "");
                HttpRelay relay = relay(make, server.url(), "", 2)) {
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> relay.set(true, ticker.in(LONG)))
                    .withMessageContaining(words)
                    .matches(fault -> fault.code().equals("supply.refused"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_wrong_login_is_told_without_the_password_and_a_missing_one_with_where_to_write_it(RelayMake make)
            throws Exception {
        try (RelayServer server = serve(make, "another");
                HttpRelay wrong = relay(make, server.url(), SECRET, 0);
                HttpRelay missing = relay(make, server.url(), "", 0)) {
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> wrong.isOn(ticker.in(LONG)))
                    .withMessageContaining("does not take the login of admin")
                    .withMessageNotContaining(SECRET)
                    .matches(fault -> fault.code().equals("supply.denied"));
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> missing.isOn(ticker.in(LONG)))
                    .withMessageContaining("wants a login. Write user: and password:");
        }
    }

    @Test
    void a_relay_that_is_gone_is_told_with_its_address() throws Exception {
        String url;
        try (RelayServer server = serve(RelayMake.SHELLY_2, "")) {
            url = server.url();
        }
        try (HttpRelay relay = relay(RelayMake.SHELLY_2, url, "", 0)) {
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> relay.isOn(ticker.in(LONG)))
                    .withMessageStartingWith(
                            "The relay of battery of b at " + url + " did not answer /rpc/Switch.GetStatus")
                    .matches(fault -> fault.code().equals("supply.lost"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_relay_that_was_restarted_answers_again_and_says_that_it_is_off(RelayMake make) throws Exception {
        RelayServer before = serve(make, "");
        try (HttpRelay relay = relay(make, before.url(), "", 0)) {
            relay.set(true, ticker.in(LONG));
            before.close();
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> relay.isOn(ticker.in(LONG)))
                    .matches(fault -> fault.code().equals("supply.lost"));
            int port = URI.create(before.url()).getPort();
            try (var after = new RelayServer(make, new RelayContact(load), Optional.empty(), port)) {
                assertThat(after.url()).isEqualTo(before.url());
                assertThatExceptionOfType(RigFault.class)
                        .isThrownBy(() -> relay.requireOn(ticker.in(LONG)))
                        .matches(fault -> fault.code().equals("supply.off"));
                relay.set(true, ticker.in(LONG));
            }
        }
    }
}
