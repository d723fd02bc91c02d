package dev.roadrig.wires.meter.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roadrig.scenarios.fault.Culprit;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.scenarios.time.VirtualTicker;
import dev.roadrig.wires.meter.Listened;
import dev.roadrig.wires.meter.MeterPort;
import dev.roadrig.wires.meter.MeterSetting;
import dev.roadrig.wires.meter.MeterStand;
import dev.roadrig.wires.meter.ScriptedWire;
import dev.roadrig.wires.meter.ppk2.Ppk2Meter;
import dev.roadrig.wires.meter.ppk2.Ppk2Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of an instrument on a port that is another one, falls silent, or is not for this user, and how soon. */
@SuppressWarnings("try")
class PortFaultsTest {
    private static final Duration PERIOD = Duration.ofMillis(1);
    private static final Duration DEADLINE = Duration.ofSeconds(3);
    /** The kernel lets nobody write to it, root no more than others. */
    private static final Path NOBODYS = Path.of("/proc/sys/kernel/ostype");

    @RegisterExtension
    final MeterStand stand = new MeterStand();

    private final Ticker ticker = new VirtualTicker(Instant.EPOCH);
    private final Listened heard = new Listened();

    private ShieldMeter shield(UnaryOperator<String> far) throws Exception {
        return MeterPort.open(
                MeterSetting.of("lpm01a", "near", "there", PERIOD),
                ticker,
                new ScriptedWire(ticker, far),
                port -> ShieldMeter.on(
                        port, ShieldSetting.decimal("vdd", 3.3), heard.faults::add, ticker.in(DEADLINE)));
    }

    @Test
    void a_shield_that_takes_its_start_and_gives_nothing_is_silent_after_two_seconds() throws Exception {
        try (ShieldMeter meter = shield(line -> line.equals("start") ? "" : "PowerShield > ack " + line);
                AutoCloseable stream = meter.stream(PERIOD, heard.sweeps::add)) {
            RunFault fault = heard.fault(ticker, Duration.ofSeconds(2));
            assertThat(fault.code()).isEqualTo("meter.silent");
            assertThat(fault.culprit()).isEqualTo(Culprit.RIG);
        }
    }

    @Test
    void a_boards_console_in_the_place_of_a_shield_is_told_by_the_deadline() {
        long from = ticker.nanos();
        assertThatExceptionOfType(RunFault.class)
                .isThrownBy(() -> shield(line -> line + "\r\n-sh: " + line + ": not found"))
                .withMessageContaining("did not acknowledge 'htc'. Check that it is a power shield")
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("meter.silent"))
                .satisfies(fault -> assertThat(fault.culprit()).isEqualTo(Culprit.RIG));
        assertThat(Duration.ofNanos(ticker.nanos() - from)).isLessThanOrEqualTo(DEADLINE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ppk2", "lpm01a"})
    void a_port_that_this_user_may_not_open_is_said_so_to_root_too(String kind) {
        assumeTrue(Files.exists(NOBODYS), "this host has no " + NOBODYS);
        MeterSetting setting = MeterSetting.of(kind, "near", NOBODYS.toString(), PERIOD);
        assertThatExceptionOfType(RunFault.class)
                .isThrownBy(() -> {
                    AutoCloseable unused = kind.equals("ppk2")
                            ? Ppk2Meter.open(
                                    setting,
                                    new Ppk2Setting("vin", true, 5, true),
                                    stand.ticker,
                                    heard.faults::add,
                                    stand.ticker.in(MeterStand.LONG))
                            : ShieldMeter.open(
                                    setting,
                                    ShieldSetting.decimal("vdd", 3.3),
                                    stand.ticker,
                                    heard.faults::add,
                                    stand.ticker.in(MeterStand.LONG));
                })
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("meter.denied"))
                .satisfies(fault -> assertThat(fault.culprit()).isEqualTo(Culprit.RIG));
    }
}
