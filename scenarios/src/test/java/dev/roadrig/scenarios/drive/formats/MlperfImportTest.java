package dev.roadrig.scenarios.drive.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.drive.formats.Imported.At;
import dev.roadrig.scenarios.drive.foxglove.Log;
import dev.roadrig.scenarios.drive.v1.Measurement;
import dev.roadrig.scenarios.drive.v1.PowerSample;
import dev.roadrig.scenarios.fault.BadInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions of MLPerf Tiny submissions. */
class MlperfImportTest {
    private static final String SESSIONS = "mlperf-tiny-results/sessions/";
    private static final Pattern OFFICIAL = Pattern.compile("Energy +: +([0-9.]+) uJ");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1.0-ST-NUCLEO_L4R5ZI/ad/energy",
                "v1.0-ST-NUCLEO_L4R5ZI/ic/energy",
                "v1.0-ST-NUCLEO_L4R5ZI/kws/energy",
                "v1.0-ST-NUCLEO-U575ZI-Q/kws/energy"
            })
    void the_official_energy_of_every_window_follows_from_what_was_imported(String session) throws Exception {
        Path source = SharedFolder.data(SESSIONS + session);
        Imported imported = Imported.of(source, folder);
        List<At<PowerSample>> power = imported.messages(PowerSample.parser(), "/power");
        List<At<Measurement>> edges = imported.messages(Measurement.parser(), "/power/timer");
        assertThat(edges).hasSize(11);
        Matcher official = OFFICIAL.matcher(Files.readString(source.resolve("results.txt")));
        int windows = 0;
        for (int i = 1; i + 1 < edges.size(); i += 2) {
            long from = edges.get(i).utcNanos();
            long until = edges.get(i + 1).utcNanos();
            double joules = power.stream()
                    .filter(at -> at.utcNanos() > from && at.utcNanos() <= until)
                    .mapToDouble(at -> at.message().getWatts() * at.message().getPeriodNanos() / 1e9)
                    .sum();
            assertThat(official.find()).isTrue();
            double expected = Double.parseDouble(official.group(1)) / 1e6;
            assertThat(joules).as(session + ", window " + i).isEqualTo(expected, within(expected * 2e-4));
            windows++;
        }
        assertThat(windows).isEqualTo(5);
        assertThat(official.find()).isFalse();
    }

    @Test
    void what_the_board_said_is_there_with_its_moment() throws Exception {
        Path source = SharedFolder.data(SESSIONS + "v1.0-plumerai-NUCLEO_L4R5ZI/ic/accuracy");
        Imported imported = Imported.of(source, folder);
        List<At<Log>> lines = imported.messages(Log.parser(), "/log");
        assertThat(lines).hasSameSizeAs(Files.readAllLines(source.resolve("log.txt")));
        assertThat(lines)
                .filteredOn(at -> at.message().getMessage().startsWith("m-results-["))
                .hasSize(200);
        assertThat(lines.get(0).message().getName()).isEqualTo("session");
        // 2022-09-26T16:38:37, and the profile came 0.512 s later.
        assertThat(lines.get(0).utcNanos()).isEqualTo(1_664_210_317_000_000_000L);
        assertThat(lines)
                .filteredOn(at -> at.message().getMessage().startsWith("m-profile-["))
                .first()
                .extracting(At::utcNanos)
                .isEqualTo(1_664_210_317_512_000_000L);
        assertThat(imported.told().account().dropped())
                .containsExactly("results.txt, which is concluded from the rest");
    }

    @Test
    void a_broken_session_is_refused_with_line_and_reason() throws Exception {
        Path session = Files.createDirectories(folder.resolve("session"));
        Path log = session.resolve("log.txt");
        String head = "00001.000 session: m-session-start-id[20220926163837]\n";
        Files.writeString(log, head + "hello\n");
        refused(session, log + ":2: 'hello' is no line of a runner's log: seconds who: what.");
        Files.writeString(log, head.replace("0926", "1326"));
        refused(
                session,
                log + ":1: 'm-session-start-id[20221326163837]' should be m-session-start-id[yyyymmddhhmmss].");
        Files.writeString(log, head);
        Path energy = Files.write(session.resolve("trace1-energy.bin"), energy(1_000, 1, 2));
        refused(
                session,
                log + " does not say when the trace began (emon: m-trace[on]), and there is trace1-energy.bin.");
        Files.writeString(log, head + "00001.500 emon: m-trace[on]\n");
        Files.write(energy, new byte[] {0});
        refused(session, energy + " is no energy trace: it should begin with F1 and a sample rate from 1 to ");
        Files.write(energy, energy(0, 1));
        refused(session, energy + " is no energy trace");
        Files.write(energy, energy(1_000, Float.NaN));
        refused(session, energy + ": sample 0 is NaN and no energy.");
        Files.write(energy, java.util.Arrays.copyOf(energy(1_000, 1), 8));
        refused(session, energy + " ends inside a sample: it is cut.");
        Files.write(energy, energy(1_000, 1));
        Path edges = Files.writeString(session.resolve("trace1-timestamps.json"), "[0.1, 0.05]");
        refused(
                session,
                edges + ": edge 2 should be a number of seconds, not before the one before it, and not '0.05'.");
        Files.writeString(edges, "{}");
        refused(session, edges + " should be a JSON list of seconds.");
    }

    private static byte[] energy(float hertz, float... microjoules) {
        ByteBuffer file = ByteBuffer.allocate(5 + 4 * microjoules.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 0xF1).putFloat(hertz);
        for (float energy : microjoules) {
            file.putFloat(energy);
        }
        return file.array();
    }

    private void refused(Path source, String message) {
        Path target = folder.resolve("refused.mcap");
        assertThatThrownBy(() -> DriveImport.of(source, target))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(message);
        assertThat(target).doesNotExist();
    }
}
