package dev.roadrig.boards.link.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.roadrig.scenarios.link.PacketEvent;
import dev.roadrig.scenarios.link.PacketTrace;
import dev.roadrig.scenarios.link.QueuePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of mm-link one by one, on paper; {@link GoldenLogTest} has them all together. */
class TraceLinkTest {
    private final List<String> log = new ArrayList<>();

    @TempDir
    private Path folder;

    private TraceLink link(String trace, String queue) throws IOException {
        Path file = Files.writeString(folder.resolve("trace"), trace);
        return new TraceLink(
                PacketTrace.read(file), QueuePlan.parse(queue), 1504, 30, (PacketEvent event) -> log.add(event.text()));
    }

    @Test
    void a_chance_carries_several_packets_and_a_part_of_one() throws IOException {
        TraceLink link = link("1\n3\n10\n", "infinite");
        link.arrive(30, 700);
        link.arrive(30, 700);
        link.arrive(30, 700);
        link.catchUp(33);
        assertThat(log)
                .containsExactly(
                        "30 + 700",
                        "30 + 700",
                        "30 + 700",
                        "31 # 1504",
                        "31 - 700 1",
                        "31 - 700 1",
                        "33 # 1504",
                        "33 - 700 3");
    }

    @Test
    void what_of_a_chance_finds_nothing_waiting_is_lost_and_a_packet_of_its_own_millisecond_is_too_late()
            throws IOException {
        TraceLink link = link("1\n3\n10\n", "infinite");
        link.arrive(31, 100);
        link.catchUp(33);
        assertThat(log).containsExactly("31 # 1504", "31 + 100", "33 # 1504", "33 - 100 2");
    }

    @Test
    void a_trace_begins_again_after_its_last_chance() throws IOException {
        TraceLink link = link("2\n2\n5\n", "infinite");
        link.catchUp(37);
        assertThat(log).containsExactly("32 # 1504", "32 # 1504", "35 # 1504", "37 # 1504", "37 # 1504");
        assertThat(link.nextMillis()).isEqualTo(40);
    }

    @Test
    void droptail_drops_the_one_that_comes_and_the_one_in_transit_takes_no_room() throws IOException {
        TraceLink link = link("1\n2\n3\n4\n5\n", "droptail:packets=1");
        link.arrive(30, 1504);
        link.arrive(30, 1000);
        link.catchUp(31);
        link.arrive(31, 1500);
        link.catchUp(32);
        link.arrive(32, 200);
        link.arrive(32, 200);
        assertThat(log.subList(0, 3)).containsExactly("30 + 1504", "30 + 1000", "30 d 1 1000");
        assertThat(log.subList(7, log.size()))
                .as("1,500 bytes left whole, so that nothing is in transit")
                .containsExactly("32 - 1500 1", "32 + 200", "32 + 200", "32 d 1 200");
    }

    @Test
    void drophead_drops_as_many_of_the_oldest_as_the_newcomer_needs_and_tells_them_together() throws IOException {
        TraceLink link = link("9\n", "drophead:bytes=1000");
        link.arrive(30, 300);
        link.arrive(30, 300);
        link.arrive(30, 900);
        link.catchUp(39);
        assertThat(log).containsExactly("30 + 300", "30 + 300", "30 + 900", "30 d 2 600", "39 # 1504", "39 - 900 9");
    }

    @Test
    void both_limits_hold_together() throws IOException {
        TraceLink link = link("9\n", "droptail:packets=2,bytes=1000");
        link.arrive(30, 600);
        link.arrive(30, 500);
        link.arrive(30, 300);
        link.arrive(30, 10);
        assertThat(log).containsExactly("30 + 600", "30 + 500", "30 d 1 500", "30 + 300", "30 + 10", "30 d 1 10");
    }

    @Test
    void a_packet_larger_than_a_chance_is_no_packet_of_this_link() throws IOException {
        TraceLink link = link("1\n", "infinite");
        assertThatIllegalArgumentException().isThrownBy(() -> link.arrive(30, 1505));
    }
}
