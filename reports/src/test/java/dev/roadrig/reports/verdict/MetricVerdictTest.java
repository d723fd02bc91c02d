package dev.roadrig.reports.verdict;

import static dev.roadrig.reports.RecordBuilder.MS;
import static dev.roadrig.reports.RecordBuilder.due;
import static dev.roadrig.reports.verdict.Judging.LOST;
import static dev.roadrig.reports.verdict.Judging.RIGHT;
import static dev.roadrig.reports.verdict.Judging.frames;
import static dev.roadrig.reports.verdict.Judging.judge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.reports.RecordBuilder;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.record.v1.Decoded;
import dev.roadrig.scenarios.record.v1.Reading.Quantity;
import dev.roadrig.scenarios.spec.Metric;
import dev.roadrig.scenarios.spec.Statistic;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What each metric but latency is measured by, and what it says where that is missing. */
class MetricVerdictTest {
    @Test
    void each_slice_is_judged_and_the_worst_is_the_whole() {
        RecordBuilder record = new RecordBuilder();
        for (int i = 0; i < 100; i++) {
            int klass = i % 10 == 0 && i >= 50 ? 8 : 7;
            record.frame(i, i < 50 ? "day" : "dusk").feed(i, 0).result(i, 10, r -> r.setDecoded(0, decoded(klass)));
        }
        Finding finding = judge(RIGHT.forEach("light", 50), record.complete());
        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.slices()).extracting(Finding::slice).containsExactly("light=day", "light=dusk");
        assertThat(finding.slices()).extracting(Finding::verdict).containsExactly(Verdict.PASS, Verdict.FAIL);
        assertThat(finding.sentence())
                .startsWith("Worst of 2 slices is light=dusk: 45 of 50 labelled objects are right, 90 % (95 % interval"
                        + " 78.6 % to 95.7 % by Wilson). At least 0.95 is broken as measured.");
        Finding few = judge(RIGHT.forEach("light", 51), record.table());
        assertThat(few.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(few.sentence()).contains("Needs at least 1 more labelled objects for the 51 asked.");
        assertThat(judge(RIGHT.forEach("weather", 0), record.table()).sentence())
                .isEqualTo("No frame of the drive has the attribute weather, so there are no slices to judge.");
    }

    private static Decoded.Builder decoded(int klass) {
        return Decoded.newBuilder().setClassId(klass);
    }

    @Test
    void accuracy_is_as_measured_with_its_interval_and_unanswered_objects_are_wrong() {
        RecordBuilder record = frames(95, 10);
        for (int i = 95; i < 100; i++) {
            record.sent(i);
        }
        Finding finding = judge(RIGHT, record.complete());
        assertThat(finding.verdict()).as("0.95 exactly is enough").isEqualTo(Verdict.PASS);
        assertThat(finding.value()).hasValue(0.95);
        assertThat(finding.sentence())
                .contains("5 objects have no answer and count as wrong.")
                .contains("The objects come in 10 tracks, and samples of one track depend on each other");
        assertThat(judge(RIGHT, frames(200, 10).complete()).sentence()).contains("All of 200 right is rare");
    }

    @Test
    void mean_power_is_inferred_and_repeats_do_not_count() {
        var random = new Random(9);
        RecordBuilder record = frames(200, 10);
        double value = 0;
        for (int i = 0; i < 400; i++) {
            value = i % 2 == 0 ? 2 + random.nextGaussian() * 0.2 : value;
            record.reading(due(0) + i * 50L * MS, "vin", Quantity.POWER, value);
        }
        RunTable table = record.complete();
        Ask mean = Ask.atMost(Metric.POWER, Statistic.MEAN, 2.1, "2.1 W");
        Finding finding = judge(mean, table);
        assertThat(finding.samples()).isEqualTo(200);
        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.evidence().get(0).text()).contains("200 x the sensor's previous value read again");
        assertThat(judge(Ask.atMost(Metric.POWER, Statistic.MEAN, 2.0, "2 W"), table)
                        .verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judge(Ask.atMost(Metric.POWER, Statistic.MEAN, 1.9, "1.9 W"), table)
                        .verdict())
                .isEqualTo(Verdict.FAIL);
        assertThat(judge(mean.of("5v"), table).sentence()).isEqualTo("No meter reports power of 5v; there is vin.");
    }

    @Test
    void a_missing_metric_is_never_a_pass() {
        RunTable table = frames(100, 10).complete();
        for (Metric metric : Metric.values()) {
            Finding finding = judge(
                    Ask.atMost(metric, metric == Metric.ACCURACY_TOP_1 ? Statistic.SHARE : Statistic.MAX, 1e9, "1e9"),
                    new RecordBuilder().complete());
            if (metric != Metric.RESULTS_LOST && metric != Metric.ACCURACY_TOP_1) {
                assertThat(finding.verdict()).as("%s", metric).isEqualTo(Verdict.INCONCLUSIVE);
            }
        }
        assertThat(judge(Ask.atMost(Metric.TEMPERATURE, Statistic.MAX, 85, "85 C"), table)
                        .sentence())
                .isEqualTo("The record holds no reading of temperature: no meter was there, or it said nothing. Run"
                        + " `roadrig rack check` for the board's meter.");
        assertThat(judge(LOST, new RecordBuilder().complete()).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judge(RIGHT, new RecordBuilder().complete()).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void the_highest_temperature_is_as_measured_and_only_of_the_drive() {
        RecordBuilder record = frames(20, 10).reading(due(5), "soc", Quantity.TEMPERATURE, 85);
        record.reading(due(0) - 1, "soc", Quantity.TEMPERATURE, 99).reading(due(25), "soc", Quantity.TEMPERATURE, 99);
        Finding finding = judge(Ask.atMost(Metric.TEMPERATURE, Statistic.MAX, 85, "85 C"), record.complete());
        assertThat(finding.sentence()).isEqualTo("max is 85 C over 1 readings. At most 85 C holds as measured.");
    }

    @Test
    void energy_of_an_inference_is_refused_where_the_sensor_is_too_slow_and_exact_where_it_is_not() {
        RecordBuilder slow = energy(10);
        Ask ask = Ask.atMost(Metric.ENERGY_PER_INFERENCE, Statistic.MAX, 0.1, "100 mJ");
        assertThat(judge(ask, slow.complete()).sentence())
                .isEqualTo("The power sensor gives 100 new samples a second, and an inference of 23 ms needs 870 (20 an"
                        + " inference). Use a faster meter, or bound the mean power.");
        Finding fast = judge(ask, energy(1).complete());
        assertThat(fast.verdict()).isEqualTo(Verdict.PASS);
        assertThat(fast.value().orElseThrow()).as("23 ms at about 3 W").isBetween(0.0689, 0.0691);
    }

    private static RecordBuilder energy(int periodMs) {
        RecordBuilder record = new RecordBuilder();
        for (int i = 0; i < 10; i++) {
            record.exchange(due(0) + i * 90L * MS, 0, "boot-1");
        }
        for (int i = 0; i < 9; i++) {
            record.sent(i).result(i, 40, RecordBuilder.stamps(i, 40, 0));
        }
        for (long t = due(0); t < due(10); t += periodMs * MS) {
            record.reading(t, "vin", Quantity.POWER, 3 + 1e-3 * (t / MS % 2 == 0 ? 1 : -1) + t * 1e-15);
        }
        return record;
    }

    @Test
    void recovery_runs_from_the_outages_end_to_the_first_choice() {
        RecordBuilder record = new RecordBuilder().link(0, true).link(5, false).link(10, true);
        for (int i = 0; i < 30; i++) {
            if (i < 5 || i >= 14) {
                record.sent(i).result(i, 60, RecordBuilder::cloud);
            } else {
                record.answered(i, 40);
            }
        }
        Ask ask = Ask.atMost(Metric.RECOVERY, Statistic.MAX, 0.46, "460ms");
        Finding finding = judge(ask, record.complete());
        assertThat(finding.value()).hasValue(0.46);
        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        RunTable never = new RecordBuilder()
                .link(0, false)
                .answered(5, 0, 40)
                .link(2, true)
                .complete();
        assertThat(judge(ask, never).sentence()).startsWith("The drive, which leaves no longer time after an outage,");
        assertThat(judge(ask, frames(5, 10).link(0, true).complete()).sentence())
                .isEqualTo("No outage ended in the conditions of this run, so there is nothing to recover from.");
    }

    @Test
    void a_statistic_that_does_not_fit_is_bad_input() {
        assertThatThrownBy(() -> judge(
                        Ask.atMost(Metric.LATENCY_END_TO_END, Statistic.COUNT, 1, "1"),
                        frames(3, 10).complete()))
                .isInstanceOf(BadInput.class)
                .hasMessage(
                        "R-1 (line 3): the statistic count does not fit latency.end-to-end; ask for a percentile, mean,"
                                + " max or min.");
    }
}
