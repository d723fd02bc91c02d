package dev.roadrig.wires.tc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.link.Jitter;
import dev.roadrig.scenarios.link.Loss;
import dev.roadrig.scenarios.link.PacketFaults;
import dev.roadrig.scenarios.link.PacketPlan;
import dev.roadrig.scenarios.link.QueuePlan;
import dev.roadrig.scenarios.link.WayState;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.LinkState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Conditions as commands, word by word. */
class TcPlanTest {
    private static final TcPlace PLACE = new TcPlace("orin-2", "eth0");
    private static final LinkState PLAIN = new LinkState("lte", 2_000_000, 10_000_000, Duration.ZERO, Duration.ZERO, 0);
    private static final LinkState NONE = new LinkState("none", 0, 0, Duration.ZERO, Duration.ZERO, 0);
    private static final LinkState FAR =
            new LinkState("far", 2_000_000, 400_000_000, Duration.ofMillis(81), Duration.ofMillis(5), 0.025);

    private static TcProbe probe(String caller) {
        return TcProbe.parse(
                Sections.parse("==rr tc\n/sbin/tc\n==rr mtu\n1500\n==rr index\n3\n==rr user\n0\n==rr control\n" + caller
                        + "\n==rr end\n"));
    }

    private static WayState way(Jitter jitter, Loss loss, PacketFaults faults) {
        return new WayState(1_000_000, Duration.ofMillis(40), jitter, loss, faults);
    }

    @Test
    void a_rate_alone_is_tbf_with_a_queue_of_packets_behind_an_htb_that_lets_control_pass() {
        List<String> made =
                new TcPlan(PLACE, LinkProfile.constant(PLAIN)).make(probe("198.51.100.1 50222 198.51.100.7 22"), PLAIN);
        assertThat(made)
                .containsExactly(
                        "qdisc add dev rr-3 root handle 7b10: tbf rate 10000000bit burst 1564b limit 1000b",
                        "qdisc add dev rr-3 parent 7b10:1 handle 7b20: pfifo limit 1000",
                        "qdisc add dev eth0 handle ffff: ingress",
                        "filter add dev eth0 parent ffff: protocol arp prio 1 u32 match u32 0 0 flowid ffff:1",
                        "filter add dev eth0 parent ffff: protocol ip prio 2 u32 match ip protocol 6 0xff"
                                + " match ip src 198.51.100.1/32 match ip dport 22 0xffff flowid ffff:1",
                        "filter add dev eth0 parent ffff: protocol all prio 9 u32 match u32 0 0"
                                + " action mirred egress redirect dev rr-3",
                        "qdisc add dev eth0 root handle 7a00: htb default 1",
                        "class add dev eth0 parent 7a00: classid 7a00:1"
                                + " htb rate 10gbit burst 256kb cburst 256kb quantum 60000",
                        "qdisc add dev eth0 parent 7a00:1 handle 7a10: tbf rate 2000000bit burst 1564b limit 1000b",
                        "qdisc add dev eth0 parent 7a10:1 handle 7a20: pfifo limit 1000",
                        "filter add dev eth0 parent 7a00: protocol arp prio 1 u32 match u32 0 0 flowid 7a00:0",
                        "filter add dev eth0 parent 7a00: protocol ip prio 2 u32 match ip protocol 6 0xff"
                                + " match ip dst 198.51.100.1/32 match ip sport 22 0xffff flowid 7a00:0");
    }

    @Test
    void control_over_ipv6_goes_past_with_its_neighbours() {
        List<String> made = new TcPlan(PLACE, LinkProfile.constant(PLAIN))
                .make(probe("fe80::1%eth0 50222 fe80::2%eth0 2222"), PLAIN);
        assertThat(made)
                .contains(
                        "filter add dev eth0 parent 7a00: protocol ipv6 prio 2 u32 match ip6 protocol 6 0xff"
                                + " match ip6 dst fe80::1/128 match ip6 sport 2222 0xffff flowid 7a00:0",
                        "filter add dev eth0 parent ffff: protocol ipv6 prio 2 u32 match ip6 protocol 58 0xff"
                                + " match u8 0x87 0xff at 40 flowid ffff:1");
    }

    @Test
    void loss_takes_packets_of_the_wires_size_then_netem_then_the_rate() {
        var plan = new TcPlan(PLACE, LinkProfile.constant(FAR));
        assertThat(plan.needs()).contains("netem", "ifb", "tbf");
        assertThat(plan.make(probe(""), FAR).subList(0, 4))
                .containsExactly(
                        "qdisc add dev rr-3 root handle 7b10: tbf rate 10gbit burst 1564b limit 1000000000b",
                        "qdisc add dev rr-3 parent 7b10:1 handle 7b20: netem limit 1000000"
                                + " delay 40500us 5000us distribution normal loss 2.5%",
                        "qdisc add dev rr-3 parent 7b20:1 handle 7b30:"
                                + " tbf rate 400000000bit burst 50000b limit 1000b",
                        "qdisc add dev rr-3 parent 7b30:1 handle 7b40: pfifo limit 1000");
        assertThat(plan.make(probe(""), FAR)).noneMatch(line -> line.contains("match ip "));
    }

    @Test
    void a_change_says_only_what_changes_and_an_outage_holds_the_queue_by_a_bucket_of_one_byte() {
        var plan = new TcPlan(PLACE, new LinkProfile(Map.of(0L, PLAIN, 1L, FAR, 2L, NONE)));
        assertThat(plan.change(probe(""), PLAIN, FAR))
                .containsExactly(
                        "qdisc change dev eth0 parent 7a10:1 handle 7a20: netem limit 1000000"
                                + " delay 40500us 5000us distribution normal loss 2.5%",
                        "qdisc change dev rr-3 parent 7b10:1 handle 7b20: netem limit 1000000"
                                + " delay 40500us 5000us distribution normal loss 2.5%",
                        "qdisc change dev rr-3 parent 7b20:1 handle 7b30:"
                                + " tbf rate 400000000bit burst 50000b limit 1000b");
        assertThat(plan.change(probe(""), FAR, NONE))
                .containsExactly(
                        "qdisc change dev eth0 parent 7a10:1 handle 7a20: netem limit 1000000",
                        "qdisc change dev eth0 parent 7a20:1 handle 7a30: tbf rate 2000000bit burst 1b limit 1000b",
                        "qdisc change dev rr-3 parent 7b10:1 handle 7b20: netem limit 1000000",
                        "qdisc change dev rr-3 parent 7b20:1 handle 7b30: tbf rate 2000000bit burst 1b limit 1000b");
        assertThat(plan.change(probe(""), NONE, FAR)).hasSize(4).anyMatch(line -> line.contains("tbf rate 2000000bit"));
        assertThat(plan.change(probe(""), FAR, FAR)).isEmpty();
    }

    @Test
    void an_outage_without_netem_is_the_same_and_what_it_held_may_wait_a_little_when_it_ends() {
        var plan = new TcPlan(PLACE, new LinkProfile(Map.of(0L, PLAIN, 1L, NONE)));
        assertThat(plan.needs()).doesNotContain("netem");
        assertThat(plan.change(probe(""), PLAIN, NONE))
                .containsExactly(
                        "qdisc change dev eth0 parent 7a00:1 handle 7a10: tbf rate 2000000bit burst 1b limit 1000b",
                        "qdisc change dev rr-3 root handle 7b10: tbf rate 2000000bit burst 1b limit 1000b");
        assertThat(plan.change(probe(""), NONE, PLAIN))
                .containsExactly(
                        "qdisc change dev eth0 parent 7a00:1 handle 7a10: tbf rate 2000000bit burst 1564b limit 1000b",
                        "qdisc change dev rr-3 root handle 7b10: tbf rate 10000000bit burst 1564b limit 1000b");
        assertThat(plan.make(probe(""), NONE))
                .contains("qdisc add dev rr-3 root handle 7b10: tbf rate 2000000bit burst 1b limit 1000b");
        assertThat(plan.lag(probe(""), PLAIN, NONE)).isZero();
        assertThat(plan.lag(probe(""), PLAIN, PLAIN)).isZero();
        Duration lag = plan.lag(probe(""), NONE, PLAIN);
        assertThat(lag).isEqualTo(Duration.ofNanos(1564 * 8 * 500));
        var edge = new TcEdge(new LinkProfile.Step(0, PLAIN), 10, 12, 17, lag, List.of());
        assertThat(edge.within()).isEqualTo(lag.plusNanos(7));
    }

    @Test
    void queues_by_bytes_and_without_end_keep_their_unit() {
        var packets = new PacketPlan(
                QueuePlan.parse("droptail:bytes=60000"),
                QueuePlan.INFINITE,
                PacketPlan.LARGEST_MTU_BYTES,
                Optional.empty(),
                Optional.empty());
        List<String> made = new TcPlan(PLACE, new LinkProfile(Map.of(0L, PLAIN), packets)).make(probe(""), PLAIN);
        assertThat(made)
                .contains(
                        "qdisc add dev eth0 parent 7a10:1 handle 7a20: bfifo limit 60000",
                        "qdisc add dev rr-3 parent 7b10:1 handle 7b20: pfifo limit 1000000000");
    }

    @Test
    void every_condition_has_its_words_in_netem() {
        assertThat(NetemWords.of(way(
                        new Jitter(Duration.ofMillis(4), Jitter.Distribution.PARETO, 0.3),
                        new Loss.GilbertElliott(0.02, 0.2, 1, 0.001),
                        new PacketFaults(0.01, 0.001, 0.0001))))
                .containsExactly(("limit 1000000 delay 40000us 4000us 30% distribution pareto"
                                + " loss gemodel 2% 20% 100% 0.1% reorder 1% duplicate 0.1% corrupt 0.01%")
                        .split(" "));
        // Evenly from -J to J has the deviation J / sqrt(3).
        assertThat(NetemWords.of(way(
                        new Jitter(Duration.ofMillis(4), Jitter.Distribution.UNIFORM, 0),
                        Loss.nothing(),
                        PacketFaults.NONE)))
                .containsExactly("limit", "1000000", "delay", "40000us", "6928us");
    }
}
