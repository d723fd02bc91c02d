package dev.roadrig.reports.link;

import static dev.roadrig.reports.RecordBuilder.MS;
import static dev.roadrig.reports.RecordBuilder.due;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.reports.RecordBuilder;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.text.JudgementJson;
import dev.roadrig.reports.text.LinkText;
import dev.roadrig.reports.text.VerdictTable;
import dev.roadrig.reports.verdict.Judge;
import dev.roadrig.scenarios.record.SparseHistogram;
import dev.roadrig.scenarios.record.v1.LinkAsked;
import dev.roadrig.scenarios.record.v1.LinkCarried;
import dev.roadrig.scenarios.record.v1.LinkWay;
import dev.roadrig.scenarios.spec.Spec;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkTableTest {
    private static LinkAsked asked(int frame, long rate, double loss) {
        LinkWay way = LinkWay.newBuilder()
                .setDelayNs(50 * MS)
                .setLoss(loss)
                .setReordered(0.01)
                .build();
        return LinkAsked.newBuilder()
                .setDriveOffsetNs(due(frame) - due(0))
                .setState(rate == 0 ? "none" : "lte")
                .setUpBitsPerSecond(rate)
                .setDownBitsPerSecond(rate)
                .setUp(way)
                .setDown(way)
                .build();
    }

    private static void busy(LinkCarried.Builder carried) {
        var delay = new SparseHistogram();
        var late = new SparseHistogram();
        for (int i = 1; i <= 100; i++) {
            delay.add(50 * MS + i * 4_000L);
            late.add(i * 4_000L);
        }
        carried.setOffered(10_000)
                .setOfferedBits(12_000_000)
                .setLossTried(10_000)
                .setLost(102)
                .setPassed(10_000)
                .setPassedBytes(1_250_000)
                .setSaturatedBits(9_970_000)
                .setSaturatedNs(1_000 * MS)
                .setDelay(delay.message())
                .setLate(late.message())
                .setLeastLateNs(4_000)
                .setFirstNs(due(0))
                .setFirstAskedNs(due(0))
                .setLastNs(due(9));
    }

    private static RecordBuilder record() {
        return new RecordBuilder()
                .answered(1, 0, 5)
                .at(due(0), asked(0, 10_000_000, 0.01))
                .at(due(10), asked(10, 0, 0.01))
                .at(due(20), asked(20, 10_000_000, 0.01));
    }

    private static RunTable outage() {
        return record().carried(due(10), 0, LinkTableTest::busy)
                .carried(due(30), 20, carried -> carried.setPassed(1)
                        .setLossTried(1)
                        .setOffered(1)
                        .setOfferedBits(500_000)
                        .setFirstNs(due(20) + 3 * MS)
                        .setFirstAskedNs(due(20) + 2 * MS)
                        .setLastNs(due(20) + 3 * MS))
                .complete();
    }

    @Test
    void what_was_asked_stands_beside_what_was_got() {
        List<String> lines = LinkText.lines(LinkTable.of(outage()), 400);
        assertThat(lines.get(1))
                .startsWith("  up lte 0.000-1.000 s: rate asked")
                .contains(
                        "asked 10 Mbit/s, got 9.97 Mbit/s in 1.00 s",
                        "asked 50 ms, got 50.2 ms (50.4 ms)",
                        "asked 1 %, got 1.02 % (102 of 10,000; 95 % interval 0.841 .. 1.237 %), stalled",
                        "10000 segments");
    }

    @Test
    void an_outage_has_the_edges_that_bytes_saw() {
        List<String> lines = LinkText.lines(LinkTable.of(outage()), 400);
        assertThat(lines.get(2)).contains("outage 1.000-2.000 s, got 1.000-2.001 (last out 0.900, first 2.003)");
    }

    @Test
    void a_rate_that_nothing_filled_is_not_claimed() {
        List<String> lines = LinkText.lines(LinkTable.of(outage()), 400);
        assertThat(lines.get(3)).contains("asked 10 Mbit/s, not saturated: at most 500 kbit/s offered");
    }

    @Test
    void a_loss_on_a_byte_stream_is_called_a_stall_in_every_output() {
        RunTable run = outage();
        var judgement = Judge.judge(List.of(run), new Spec("dashcam", List.of(), ""));
        assertThat(VerdictTable.of(judgement, 110, false))
                .contains("stalls by loss", "a loss is a retransmission stall there")
                .containsPattern("corruption\\s+were\\s+asked\\s+and\\s+had\\s+no\\s+effect");
        assertThat(JudgementJson.of(judgement).replaceAll("\\s", ""))
                .contains("\"carried\":\"bytestream\"", "\"stalls\":{\"count\":102,\"of\":10000")
                .doesNotContain("\"loss\"");
    }

    @Test
    void packets_that_left_early_are_not_hidden() {
        RunTable run = record().carried(due(10), 0, carried -> {
                    busy(carried);
                    carried.setLeastLateNs(-70_000).setStream(false);
                })
                .complete();
        assertThat(String.join("\n", LinkText.lines(LinkTable.of(run), 400)))
                .contains("EARLY by 70 us", "(102 of 10,000", "10000 packets")
                .doesNotContain("stall");
    }

    @Test
    void many_conditions_are_told_by_their_names() {
        RecordBuilder record = new RecordBuilder().answered(1, 0, 5);
        for (int i = 0; i < 40; i++) {
            record.at(due(i), asked(i, i % 2 == 0 ? 5_000_000 + i * 100_000L : 0, 0));
            if (i % 2 == 0) {
                record.carried(due(i + 1), i, LinkTableTest::busy);
            }
        }
        RunTable run = record.complete();
        assertThat(LinkTable.of(run).rows()).hasSize(80);
        List<LinkRow> few = LinkTable.of(run).fewRows();
        assertThat(few).hasSize(4);
        assertThat(few.get(0).tally().lost()).isEqualTo(20 * 102);
        assertThat(LinkText.lines(LinkTable.of(run), 400).get(1)).contains("20 times, 2.000 s in all", "% of it in");
    }

    @Test
    void a_record_without_a_link_has_no_table() {
        assertThat(LinkText.lines(
                        LinkTable.of(new RecordBuilder().answered(1, 0, 5).complete()), 80))
                .isEmpty();
    }
}
