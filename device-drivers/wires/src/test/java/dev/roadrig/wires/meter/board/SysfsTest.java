package dev.roadrig.wires.meter.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roadrig.ports.RigMeter;
import dev.roadrig.scenarios.fault.Culprit;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.wires.meter.Listened;
import dev.roadrig.wires.meter.MeterSetting;
import dev.roadrig.wires.ssh.LoopbackSshd;
import dev.roadrig.wires.ssh.SshLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A board's own power monitors over SSH: a real shell and a tree of files. */
@SuppressWarnings({"NullAway.Init", "try"})
class SysfsTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration PERIOD = Duration.ofMillis(20);
    /** The kernel lets nobody read it, root no more than others. */
    private static final Path NOBODYS = Path.of("/proc/sys/net/ipv4/route/flush");

    @TempDir
    private Path folder;

    private final RealTicker ticker = new RealTicker("test");
    private final Listened heard = new Listened();
    private LoopbackSshd server;
    private SshLink link;

    @BeforeEach
    void connect() throws Exception {
        server = new LoopbackSshd(LoopbackSshd.newKey());
        link = SshLink.connect(server.target(), ticker, ticker.in(LONG));
    }

    @AfterEach
    void stop() throws Exception {
        link.close();
        server.close();
        ticker.close();
    }

    private void chip(String name, String... files) throws IOException {
        Path chip = Files.createDirectories(folder.resolve(name));
        for (int i = 0; i < files.length; i += 2) {
            Files.writeString(chip.resolve(files[i]), files[i + 1] + "\n");
        }
    }

    private RigMeter hwmon() throws Exception {
        return new BoardMeters(link, ticker, heard.faults::add)
                .sysfs(MeterSetting.of("hwmon", "near", folder.toString(), PERIOD), false, ticker.in(LONG));
    }

    private void awaitSweeps(int n) {
        await().atMost(LONG).until(() -> heard.sweeps.size() >= n || !heard.faults.isEmpty());
    }

    @Test
    void rails_are_read_by_chip_and_label_and_sums_are_none() throws Exception {
        chip("hwmon7", "name", "ina226", "power1_input", "2345000", "in0_input", "12", "in1_input", "5012");
        chip("hwmon7", "curr1_input", "468", "update_interval", "2");
        chip("hwmon3", "name", "ina3221", "in1_label", "VDD_IN", "in1_input", "5000", "curr1_input", "700");
        chip("hwmon3", "in2_label", "NC", "in2_input", "0", "curr2_input", "0", "in3_label", "NC", "in3_input", "1000");
        chip("hwmon3", "curr3_input", "8", "in4_input", "3500", "in7_input", "9", "curr4_input", "708");
        chip("hwmon9", "name", "ina226", "power1_input", "1000000");
        try (RigMeter meter = hwmon();
                AutoCloseable stream = meter.stream(PERIOD, heard.sweeps::add)) {
            awaitSweeps(5);
            assertThat(meter.about().getInstrument())
                    .isEqualTo("ina226 at hwmon7, ina226 at hwmon9, ina3221 at hwmon3");
            assertThat(meter.account().getLost()).isZero();
        }
        assertThat(heard.faults).isEmpty();
        assertThat(heard.sweeps.get(0).getReadingsList().stream()
                        .map(r -> r.getName() + "=" + r.getValue() + (r.getBoardTotal() ? " feeds all" : ""))
                        .toList())
                .containsExactly("power1=2.345", "power1#2=1.0", "VDD_IN=3.5 feeds all", "NC=0.0", "NC#2=0.008");
        assertThat(heard.sweeps.get(0).getReadings(0).getUpdateNs()).isEqualTo(2_000_000);
    }

    @Test
    void older_kernels_give_milliwatts_by_iio() throws Exception {
        chip("iio:device0", "name", "ina3221x", "in_power0_input", "1840", "rail_name_0", "VDD_IN");
        chip("iio:device0", "in_voltage0_input", "19000", "in_current0_input", "97");
        MeterSetting setting = MeterSetting.of("iio", "near", folder.toString(), PERIOD);
        try (RigMeter meter = new BoardMeters(link, ticker, heard.faults::add).sysfs(setting, true, ticker.in(LONG));
                AutoCloseable stream = meter.stream(PERIOD, heard.sweeps::add)) {
            awaitSweeps(2);
        }
        assertThat(heard.watts("VDD_IN").get(0)).isEqualTo(1.84);
    }

    @Test
    void a_sensor_that_goes_off_in_a_run_is_a_gap_of_its_rail_alone() throws Exception {
        chip("hwmon0", "name", "ina226", "power1_input", "2000000", "power1_label", "cpu");
        chip("hwmon1", "name", "ina226", "power1_input", "3000000", "power1_label", "gpu");
        try (RigMeter meter = hwmon();
                AutoCloseable stream = meter.stream(PERIOD, heard.sweeps::add)) {
            awaitSweeps(2);
            Files.delete(folder.resolve("hwmon1/power1_input"));
            await().atMost(LONG).until(() -> heard.watts("gpu").contains(Double.NaN));
            assertThat(heard.watts("cpu")).doesNotContain(Double.NaN).contains(2.0);
            assertThat(meter.account().getNotesList()).containsExactly("a sensor gave no number: gpu");
        }
        assertThat(heard.faults).isEmpty();
    }

    @Test
    void a_folder_without_a_rail_is_no_meter() throws Exception {
        chip("hwmon0", "name", "nvme", "temp1_input", "41000");
        assertThatExceptionOfType(RunFault.class).isThrownBy(this::hwmon).satisfies(fault -> {
            assertThat(fault.code()).isEqualTo("meter.missing");
            assertThat(fault).hasMessageContaining("no chip there gives power, or voltage and current");
        });
    }

    @Test
    void a_tegrastats_that_ends_is_the_rigs_fault_and_its_words_are_in_it() throws Exception {
        Path program = folder.resolve("tegrastats");
        Files.writeString(
                program,
                "#!/bin/sh\necho 'Tue Jan 26 18:22:31 UTC 2021'\nfor n in 1 2 3; do\n"
                        + "echo \"RAM 896/7859MB (lfb 1x4MB) CPU [4%@2035,off] PMIC@100C Tboard@-256C VDD_IN 1840/1$n VDD_SYS_CPU"
                        + " 306/306 NC 0mW/0mW NC 0mW/0mW\"\ndone\necho \"interval $2\" >&2\nexit 3\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        MeterSetting setting = MeterSetting.of("tegrastats", "near", program.toString(), PERIOD);
        try (RigMeter meter = new BoardMeters(link, ticker, heard.faults::add).tegrastats(setting);
                AutoCloseable stream = meter.stream(PERIOD, heard.sweeps::add)) {
            await().atMost(LONG).until(() -> !heard.faults.isEmpty());
            assertThat(meter.account().getTaken()).isEqualTo(3);
            assertThat(meter.account().getNotesList()).containsExactly("lines that are none of tegrastats");
        }
        assertThat(heard.watts("VDD_IN")).isEqualTo(List.of(1.84, 1.84, 1.84));
        assertThat(heard.sweeps.get(0).getReadingsList().stream()
                        .map(r -> r.getName())
                        .toList())
                .containsExactly("VDD_IN", "VDD_SYS_CPU", "NC", "NC#2", "PMIC");
        assertThat(heard.sweeps.get(0).getReadings(0).getBoardTotal()).isTrue();
        assertThat(heard.faults.get(0).code()).isEqualTo("meter.ended");
        assertThat(heard.faults.get(0).culprit()).isEqualTo(Culprit.RIG);
        assertThat(heard.faults.get(0)).hasMessageContaining("ended with exit code 3 ('interval 20')");
    }

    @Test
    void files_that_the_shells_user_may_not_read_are_said_so_to_root_too() throws Exception {
        assumeTrue(Files.exists(NOBODYS), "this host has no " + NOBODYS);
        chip("hwmon0", "name", "ina226");
        Path file = Files.createSymbolicLink(folder.resolve("hwmon0/power1_input"), NOBODYS);
        assertThatExceptionOfType(RunFault.class).isThrownBy(this::hwmon).satisfies(fault -> {
            assertThat(fault.code()).isEqualTo("meter.denied");
            assertThat(fault.culprit()).isEqualTo(Culprit.RIG);
            assertThat(fault).hasMessageContaining("power1_input: Permission denied");
        });
        Files.delete(file);
    }

    @Test
    void a_tegrastats_that_the_shells_user_may_not_run_ends_with_the_shells_words() throws Exception {
        Path program = Files.writeString(folder.resolve("tegrastats"), "#!/bin/sh\n");
        MeterSetting setting = MeterSetting.of("tegrastats", "near", program.toString(), PERIOD);
        try (RigMeter meter = new BoardMeters(link, ticker, heard.faults::add).tegrastats(setting);
                AutoCloseable stream = meter.stream(PERIOD, heard.sweeps::add)) {
            RunFault fault = heard.fault(ticker, LONG);
            assertThat(fault.code()).isEqualTo("meter.ended");
            assertThat(fault.culprit()).isEqualTo(Culprit.RIG);
            assertThat(fault).hasMessageContaining("exit code 126").hasMessageContaining("Permission denied");
        }
    }

    @Test
    void a_connection_that_is_cut_is_told_by_the_connection_and_not_by_the_meter() throws Exception {
        chip("hwmon0", "name", "ina226", "power1_input", "2000000");
        var told = new Listened();
        link.onLost(told.faults::add);
        try (RigMeter meter = hwmon();
                AutoCloseable stream = meter.stream(PERIOD, heard.sweeps::add)) {
            awaitSweeps(2);
            server.cutAll();
            await().atMost(LONG).until(() -> !told.faults.isEmpty());
            assertThat(told.faults.get(0).code()).isEqualTo("ssh.lost");
            assertThat(heard.faults).isEmpty();
        }
    }
}
