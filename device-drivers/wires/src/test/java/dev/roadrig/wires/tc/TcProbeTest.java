package dev.roadrig.wires.tc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What boards say of their tc. */
class TcProbeTest {
    private static final TcPlace PLACE = new TcPlace("orin-2", "eth0");

    /** As a Debian 12 kernel with modules answers. */
    static final String WHOLE = """
            ==rr tc
            /sbin/tc
            ==rr version
            tc utility, iproute2-6.1.0, libbpf 1.1.2
            ==rr user
            0
            ==rr control
            198.51.100.1 50222 198.51.100.7 22
            ==rr timers
            000003e8 00000040 000f4240 3b9aca00
            ==rr tables
            normal.dist
            pareto.dist
            ==rr mtu
            1500
            ==rr left
            ==rr ifb
            fine
            ==rr htb
            fine
            ==rr u32
            fine
            ==rr tbf
            fine
            ==rr netem
            fine
            ==rr ingress
            fine
            ==rr mirred
            fine
            ==rr qdiscs
            qdisc noqueue 0: dev lo root refcnt 2
            qdisc mq 0: dev eth0 root
            qdisc fq_codel 0: dev eth0 parent :1 limit 10240p flows 1024
            ==rr end
            """;

    private static TcProbe probe(String text) {
        return TcProbe.parse(Sections.parse(text));
    }

    private static List<String> lines(String text) {
        return TcAbility.of(PLACE, probe(text)).stream()
                .map(ability -> ability.what() + "|" + ability.can() + "|" + ability.reason())
                .toList();
    }

    @Test
    void a_board_that_can_says_so_line_by_line() {
        assertThat(lines(WHOLE))
                .containsExactly(
                        "tc|true|tc utility, iproute2-6.1.0, libbpf 1.1.2 at /sbin/tc",
                        "control|true|its SSH port 22 and 198.51.100.1 stay unshaped",
                        "rate up|true|tbf behind an htb",
                        "rate down|true|through an ifb",
                        "delay, jitter, loss, faults|true|netem",
                        "normal, pareto|true|netem's tables are there",
                        "timers|true|of high resolution");
    }

    @Test
    void a_kernel_without_netem_is_told_in_its_own_words() {
        String without = WHOLE.replace(
                "==rr netem\nfine", "==rr netem\nError: Specified qdisc kind is unknown.\nWe have an error");
        assertThat(lines(without))
                .contains("delay, jitter, loss, faults|false|its kernel has no netem"
                        + " (Error: Specified qdisc kind is unknown. / We have an error); load or build its module");
    }

    @Test
    void without_an_interface_to_try_on_no_kind_is_taken_for_there() {
        String untried = WHOLE.replaceAll("(?s)==rr ifb.*==rr qdiscs", "==rr ifb\nUnknown device type.\n==rr qdiscs");
        assertThat(lines(untried))
                .contains("rate up|false|its kernel has no htb (not tried: no interface could be made to try it on);"
                        + " load or build its module")
                .contains("rate down|false|its kernel has no ifb (Unknown device type.); load or build its module");
    }

    @Test
    void everything_that_is_in_the_way_is_told_at_once() {
        String bare = WHOLE.replace("/sbin/tc\n", "\n")
                .replace("==rr user\n0", "==rr user\n1000")
                .replace("==rr mtu\n1500", "==rr mtu\n")
                .replace("198.51.100.1 50222 198.51.100.7 22", "yes");
        assertThat(probe(bare).obstacles(PLACE))
                .containsExactly(
                        "it has no tc of iproute2's (a busybox's own knows too little); install iproute2 there",
                        "its shell is not root's; log in as root",
                        "it has no interface eth0; look at `ip link` there",
                        "its SSH server does not say whence it was called: $SSH_CONNECTION is \"yes\", and the control"
                                + " connection must go past the shaping");
    }

    @Test
    void queues_that_somebody_chose_are_told_from_the_kernels_own() {
        assertThat(probe(WHOLE).obstacles(PLACE)).isEmpty();
        for (String chosen : List.of(
                "qdisc fq 8001: dev eth0 root refcnt 2 limit 10000p",
                "qdisc ingress ffff: dev eth0 parent ffff:fff1 ----------------",
                "qdisc clsact ffff: dev eth0 parent ffff:fff1")) {
            assertThat(probe(WHOLE.replace("qdisc mq 0: dev eth0 root", chosen)).obstacles(PLACE))
                    .hasSize(1)
                    .allMatch(says -> says.startsWith("its eth0 has a queue that somebody chose, `qdisc "));
            assertThat(probe(WHOLE.replace("qdisc mq 0: dev eth0 root", chosen.replace("eth0", "wlan0")))
                            .obstacles(PLACE))
                    .isEmpty();
        }
    }

    @Test
    void before_and_after_are_the_same_but_for_what_the_kernel_counts_anew() {
        QdiscShow before = QdiscShow.parse("""
                qdisc noqueue 0: dev lo root refcnt 2
                qdisc pfifo_fast 0: dev eth0 root refcnt 2 bands 3 priomap 1 2
                  2 2
                qdisc fq 1: dev gone root
                """);
        String later = """
                qdisc pfifo_fast 0: dev eth0 root refcnt 5 bands 3 priomap 1 2
                  2 2
                qdisc noqueue 0: dev lo root refcnt 2
                qdisc noqueue 0: dev new root refcnt 2
                """;
        assertThat(QdiscShow.parse(later).differences(before)).isEmpty();
        assertThat(QdiscShow.parse("qdisc tbf 8001: dev eth0 root refcnt 2 rate 1Mbit burst 2Kb lat 5ms\n")
                        .differences(before))
                .containsExactly("eth0: qdisc pfifo_fast 0: root bands 3 priomap 1 2 2 2"
                        + " became qdisc tbf 8001: root rate 1Mbit burst 2Kb lat 5ms");
    }
}
