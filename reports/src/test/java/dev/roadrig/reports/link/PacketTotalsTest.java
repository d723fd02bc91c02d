package dev.roadrig.reports.link;

import static dev.roadrig.reports.RecordBuilder.due;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.reports.RecordBuilder;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.text.JudgementJson;
import dev.roadrig.reports.text.LinkText;
import dev.roadrig.reports.text.VerdictTable;
import dev.roadrig.reports.verdict.Judge;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.reports.verdict.Verdict;
import dev.roadrig.scenarios.record.v1.LinkPacketCount;
import dev.roadrig.scenarios.record.v1.LinkPackets;
import dev.roadrig.scenarios.spec.Spec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a link counted of its packets is shown, and what the rig lost by itself is the rig's error. */
class PacketTotalsTest {
    private static LinkPackets.Builder window(long came, long chance) {
        return LinkPackets.newBuilder()
                .setUp(LinkPacketCount.newBuilder()
                        .setCame(came)
                        .setPassed(came - chance)
                        .setLostByChance(chance))
                .setDown(LinkPacketCount.newBuilder().setCame(5).setPassed(5))
                .setBlockedIpv6(2);
    }

    private static RunTable run(LinkPackets... windows) {
        RecordBuilder record = new RecordBuilder().answered(3, 0, 5);
        for (int i = 0; i < windows.length; i++) {
            record.at(due(i), windows[i]);
        }
        return record.complete();
    }

    private static Judgement judge(RunTable run) {
        return Judge.judge(List.of(run), new Spec("dashcam", List.of(), ""));
    }

    @Test
    void what_was_counted_is_added_up_and_shown_in_every_output() {
        RunTable run = run(window(100, 0).build(), window(50, 4).build());
        String up = "packets up, before the drive and in it: 150 came, 146 passed, 4 lost by chance";
        assertThat(LinkText.lines(LinkTable.of(run), 400))
                .containsExactly(
                        "link, of which nothing was asked",
                        "  " + up,
                        "  packets down: 10 came, 10 passed",
                        "  packets besides: 4 of IPv6, blocked");
        assertThat(VerdictTable.of(judge(run), 110, false)).contains(up);
        assertThat(JudgementJson.of(judge(run)).replaceAll("\\s", ""))
                .contains("\"packets\":{\"up\":{\"came\":150,\"passed\":146,\"lostByChance\":4,");
        assertThat(judge(run).findings().get(0).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void packets_that_the_rig_lost_for_want_of_memory_or_time_are_the_rigs_error() {
        LinkPackets memory = window(50, 4)
                .setDown(LinkPacketCount.newBuilder().setCame(9).setOutOfMemory(3))
                .build();
        LinkPackets unread = window(50, 0).setOverrun(7).build();
        Judgement judgement = judge(run(memory, unread));
        assertThat(judgement.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(judgement.findings().get(0).sentence()).startsWith("The rig lost 10 packets of the board by itself");
        assertThat(LinkText.lines(LinkTable.of(run(memory, unread)), 400))
                .contains(
                        "  packets down: 14 came, 5 passed, 3 LOST FOR WANT OF THE RIG'S MEMORY",
                        "  packets besides: 4 of IPv6, blocked, 7 LOST BY THIS HOST before the link saw them");
    }
}
