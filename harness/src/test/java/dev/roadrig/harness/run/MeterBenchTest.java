package dev.roadrig.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Message;
import dev.roadrig.boards.meter.EmulatedPpk2;
import dev.roadrig.boards.meter.Ppk2Fault;
import dev.roadrig.boards.meter.Ppk2Fault.Kind;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.harness.rack.RackFile;
import dev.roadrig.scenarios.fault.Culprit;
import dev.roadrig.scenarios.record.v1.MeterAbout;
import dev.roadrig.scenarios.record.v1.MeterAccount;
import dev.roadrig.scenarios.record.v1.Telemetry;
import dev.roadrig.scenarios.time.RealTicker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A meter of a rack file, from its wire into a record. */
class MeterBenchTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    private Path dir;

    private final RealTicker ticker = new RealTicker("test");
    private final FaultLine faults = new FaultLine(ticker);
    private final List<Message> record = new CopyOnWriteArrayList<>();
    private final Rig rig = new Rig(ticker, (nanos, message) -> record.add(message), faults, Progress.SILENT);

    @AfterEach
    void stop() {
        ticker.close();
    }

    private RackBoard board(String meter) throws Exception {
        String text = "rack: desk\nboards:\n  cam:\n    console: {serial: /dev/ttyUSB0}\n    meter: {" + meter + "}\n";
        return RackFile.read(Files.writeString(dir.resolve("rack.yaml"), text)).board("cam");
    }

    @Test
    void what_a_meter_is_comes_first_into_the_record_and_what_it_lost_last() throws Exception {
        try (var kit = new EmulatedPpk2("far", n -> 0.01, new Ppk2Fault(Kind.DROP, 5_000, 3), ticker);
                var owned = new Closer()) {
            RackBoard board = board("ppk2: {port: " + kit.address() + ", rail: 5V-in, volts: 5 V, most-lost: 1 %}");
            new MeterBench(rig, owned).openWired(board, faults::report, ticker.in(LONG));
            await().atMost(LONG).until(() -> record.size() > 200);
        }
        assertThat(record.get(0)).isInstanceOfSatisfying(MeterAbout.class, about -> {
            assertThat(about.getMeter()).isEqualTo("ppk2");
            assertThat(about.getMostLostShare()).isEqualTo(0.01);
            assertThat(about.getGainError()).isNegative();
        });
        assertThat(record.get(1)).isInstanceOfSatisfying(Telemetry.class, sample -> {
            assertThat(sample.getReadings(0).getName()).isEqualTo("5V-in");
            assertThat(sample.getReadings(0).getValue()).isBetween(0.0499, 0.0501);
        });
        assertThat(record.stream()
                        .filter(MeterAccount.class::isInstance)
                        .reduce((a, b) -> b)
                        .orElseThrow())
                .isInstanceOfSatisfying(MeterAccount.class, account -> {
                    assertThat(account.getLost() % 64).isEqualTo(3);
                    assertThat(account.getTaken()).isGreaterThan(5_000);
                });
        assertThat(faults.broken()).isFalse();
    }

    @Test
    void a_meter_that_dies_in_a_run_is_the_rigs_error() throws Exception {
        try (var kit = new EmulatedPpk2("far", n -> 0.01, new Ppk2Fault(Kind.UNPLUG, 5_000, 0), ticker);
                var owned = new Closer()) {
            RackBoard board = board("ppk2: {port: " + kit.address() + ", volts: 5 V}");
            new MeterBench(rig, owned).openWired(board, faults::report, ticker.in(LONG));
            await().atMost(LONG).until(faults::broken);
        }
        assertThat(faults.conclusive().orElseThrow()).satisfies(fault -> {
            assertThat(fault.code()).isEqualTo("meter.lost");
            assertThat(fault.culprit()).isEqualTo(Culprit.RIG);
        });
    }
}
