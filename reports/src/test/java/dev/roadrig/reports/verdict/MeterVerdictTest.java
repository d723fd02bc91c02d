package dev.roadrig.reports.verdict;

import static dev.roadrig.reports.RecordBuilder.MS;
import static dev.roadrig.reports.RecordBuilder.due;
import static dev.roadrig.reports.verdict.Judging.judge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.roadrig.reports.RecordBuilder;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.scenarios.record.v1.MeterAbout;
import dev.roadrig.scenarios.record.v1.MeterAccount;
import dev.roadrig.scenarios.record.v1.Reading;
import dev.roadrig.scenarios.record.v1.Telemetry;
import dev.roadrig.scenarios.spec.Metric;
import dev.roadrig.scenarios.spec.Statistic;
import org.junit.jupiter.api.Test;

/** What is made of the samples of the rig's own meters, and what is not. */
class MeterVerdictTest {
    private static final MeterAbout KIT = MeterAbout.newBuilder()
            .setMeter("ppk2")
            .setMostLostShare(1e-3)
            .setGainError(-1)
            .setOffsetWatts(-1)
            .build();
    private static final Ask ENERGY = Ask.atMost(Metric.ENERGY_PER_INFERENCE, Statistic.MAX, 0.1, "100 mJ");
    private static final Ask MEAN = Ask.atMost(Metric.POWER, Statistic.MEAN, 3.02, "3.02 W");

    /** Nine inferences of 23 ms at 3 W, each with a stretch of 1 ms before it that can be a gap. */
    private static RecordBuilder inferences(double wattsAtFrame3) {
        RecordBuilder record = new RecordBuilder();
        for (int i = 0; i < 10; i++) {
            record.exchange(due(0) + i * 90L * MS, 0, "boot-1");
        }
        for (int i = 0; i < 9; i++) {
            record.sent(i).result(i, 40, RecordBuilder.stamps(i, 40, 0));
        }
        for (long t = due(0) + MS; t < due(10); t += MS) {
            boolean inside = t > due(3) + 15 * MS && t <= due(3) + 16 * MS;
            record.mean(t, "ppk2", "vin", inside ? wattsAtFrame3 : 3);
        }
        return record;
    }

    @Test
    void means_are_integrated_by_their_length() {
        Finding finding = judge(ENERGY, inferences(3).meter(KIT, 100_000, 0).complete());
        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.samples()).isEqualTo(9);
        assertThat(finding.value().orElseThrow()).isEqualTo(0.069, within(1e-9));
    }

    @Test
    void more_lost_than_allowed_is_inconclusive_with_the_share_and_without_a_figure() {
        RunTable run = inferences(3).meter(KIT, 99_000, 1_000).complete();
        for (Ask ask : new Ask[] {ENERGY, MEAN}) {
            Finding finding = judge(ask, run);
            assertThat(finding.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(finding.value()).isEmpty();
            assertThat(finding.sentence())
                    .isEqualTo(
                            "The meter ppk2 lost 1 % of its samples (1000) during the drive, and 0.1 % is the most allowed. Give it a port"
                                    + " and a processor of its own, or raise `most-lost` in the rack file.");
        }
    }

    @Test
    void what_was_lost_before_the_drive_and_after_a_meter_was_opened_anew_is_told_apart() {
        RecordBuilder record = inferences(3).at(1, KIT);
        record.at(due(0) - 10, account(50_000, 9_000)).at(due(0) - 5, KIT);
        record.at(due(0) - 1, account(7, 3)).at(due(10), account(100_007, 3));
        assertThat(judge(ENERGY, record.complete()).verdict()).isEqualTo(Verdict.PASS);
        RecordBuilder lossy =
                inferences(3).at(1, KIT).at(due(0) - 1, account(7, 3)).at(due(10), account(100_007, 203));
        assertThat(judge(ENERGY, lossy.complete()).sentence()).contains("lost 0.2 % of its samples (200) during");
    }

    private static MeterAccount account(long taken, long lost) {
        return MeterAccount.newBuilder()
                .setMeter("ppk2")
                .setTaken(taken)
                .setLost(lost)
                .build();
    }

    @Test
    void an_inference_across_a_gap_has_no_energy() {
        Finding finding =
                judge(ENERGY, inferences(Double.NaN).meter(KIT, 100_000, 1).complete());
        assertThat(finding.samples()).isEqualTo(8);
        assertThat(finding.sentence())
                .contains("1 of 9 frames are unusable (1 x inferences across a gap of the meter)");
        assertThat(finding.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void a_bound_within_the_stated_calibration_is_inconclusive() {
        MeterAbout known =
                KIT.toBuilder().setGainError(0.02).setOffsetWatts(0.001).build();
        assertThat(judge(MEAN, inferences(3).meter(KIT, 100_000, 0).complete()).verdict())
                .isEqualTo(Verdict.PASS);
        Finding finding = judge(MEAN, inferences(3).meter(known, 100_000, 0).complete());
        assertThat(finding.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(finding.sentence()).startsWith("The calibration of the meter ppk2");
    }

    @Test
    void an_energy_bound_within_what_gain_offset_clock_and_loss_leave_open_is_inconclusive() {
        MeterAbout known = KIT.toBuilder().setGainError(0.02).build();
        Ask near = Ask.atMost(Metric.ENERGY_PER_INFERENCE, Statistic.MAX, 0.0700, "70 mJ");
        assertThat(judge(near, inferences(3).meter(KIT, 100_000, 0).complete()).verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(judge(near, inferences(3).meter(known, 100_000, 0).complete())
                        .verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void a_few_samples_of_a_slow_meter_carry_no_figure() {
        RecordBuilder record = new RecordBuilder();
        record.answered(50, 0, 40);
        for (int i = 0; i < 10; i++) {
            record.mean(due(i * 5) + MS, "tegrastats", "VDD_IN", 3 + i % 2);
        }
        MeterAbout slow = KIT.toBuilder().setMeter("tegrastats").build();
        Finding finding = judge(MEAN, record.meter(slow, 10, 0).complete());
        assertThat(finding.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(finding.value()).isEmpty();
        assertThat(finding.sentence())
                .isEqualTo("The meter tegrastats took 10 new samples in the window, and a mean needs 20. Use a faster"
                        + " meter, or a longer window.");
    }

    @Test
    void a_rail_of_two_meters_is_neither_ones() {
        RecordBuilder record = inferences(3).meter(KIT, 100_000, 0);
        record.reading(due(1), "vin", Reading.Quantity.POWER, 9);
        assertThat(judge(MEAN, record.complete()).sentence())
                .isEqualTo("Two meters report vin (the agent and ppk2). Give one of them another `rail` in the rack"
                        + " file, or leave one out of its `meter`.");
    }

    @Test
    void the_rail_that_feeds_the_others_is_the_boards_and_nothing_is_added_to_it() {
        RecordBuilder record = new RecordBuilder();
        record.answered(50, 0, 40);
        for (int i = 0; i < 50; i++) {
            record.at(
                    due(i),
                    Telemetry.newBuilder()
                            .setMeter("tegrastats")
                            .setTakenNs(due(i))
                            .addReadings(rail("VDD_IN", 3 + i % 2 * 1e-3).setBoardTotal(true))
                            .addReadings(rail("VDD_CPU", 1 + i % 2 * 1e-3))
                            .build());
        }
        MeterAbout board = KIT.toBuilder().setMeter("tegrastats").build();
        Finding finding = judge(MEAN, record.meter(board, 50, 0).complete());
        assertThat(finding.value().orElseThrow()).isEqualTo(3, within(1e-3));
        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
    }

    private static Reading.Builder rail(String name, double watts) {
        return Reading.newBuilder()
                .setName(name)
                .setQuantity(Reading.Quantity.POWER)
                .setValue(watts);
    }
}
