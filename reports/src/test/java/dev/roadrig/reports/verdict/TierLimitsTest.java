package dev.roadrig.reports.verdict;

import static dev.roadrig.reports.verdict.Judging.LOST;
import static dev.roadrig.reports.verdict.Judging.judge;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.reports.RecordBuilder;
import dev.roadrig.reports.join.RunTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TierLimitsTest {
    private static RunTable run(String tier) {
        return new RecordBuilder().fact("tier", tier).answered(60, 0, 80).complete();
    }

    @Test
    void a_latency_is_never_judged_on_qemu_neither_as_held_nor_as_broken() {
        for (int limit : new int[] {1, 100}) {
            Finding finding = judge(Ask.p95(limit), run("qemu"));
            assertThat(finding.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(finding.sentence()).contains("emulated by QEMU").contains("never judged on this tier");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"real", "emulated", ""})
    void on_any_other_tier_it_is(String tier) {
        assertThat(judge(Ask.p95(100), run(tier)).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge(Ask.p95(1), run(tier)).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void what_is_lost_counts_on_qemu_too() {
        assertThat(judge(LOST, run("qemu")).verdict()).isEqualTo(Verdict.PASS);
    }
}
