package dev.roadrig.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.boards.link.gateway.dns.AskedName;
import dev.roadrig.boards.link.gateway.dns.DnsNames;
import dev.roadrig.boards.link.gateway.dns.DnsOutcome;
import dev.roadrig.boards.link.gateway.dns.DnsQuery;
import dev.roadrig.boards.link.gateway.dns.Others;
import dev.roadrig.boards.link.gateway.dns.Transport;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AskedNamesTest {
    private final VirtualTicker ticker = new VirtualTicker(Instant.EPOCH);
    private final FaultLine line = new FaultLine(ticker);
    private final List<String> written = new ArrayList<>();
    private final AskedNames asked = new AskedNames(new Rig(
            ticker,
            (nanos, message) -> {
                var event = (BoardEvent) message;
                written.add(nanos + " " + event.getKind() + " " + event.getText());
            },
            line,
            Progress.SILENT));

    private static DnsQuery query(long nanos, long nth) {
        return new DnsQuery(nanos, Transport.UDP, "cloud.example", "A", DnsOutcome.ANSWERED, "10.9.0.1", nth);
    }

    @Test
    void a_board_that_asks_in_a_loop_is_written_down_once() {
        asked.asked(query(7, 1));
        asked.asked(query(8, 2));
        asked.asked(query(9, 0));
        assertThat(written).containsExactly("7 NAME_ASKED cloud.example A udp: answered 10.9.0.1");
    }

    @Test
    void a_query_that_could_not_be_served_ends_the_run_as_the_rigs_fault() {
        var fault = new RigFault("gateway.dns", "The board's name server could not serve a query.");
        asked.broken(fault);
        assertThat(line.reported()).containsExactly(fault);
    }

    @Test
    void people_are_told_the_first_names_and_how_many_more_there_are() {
        assertThat(AskedNames.words(new DnsNames(Map.of("cloud.example", DnsNames.ipv4("10.9.0.1")), Others.FORWARD)))
                .isEqualTo("Names: cloud.example at 10.9.0.1; others are asked of this host's resolver.");
        assertThat(AskedNames.account(List.of())).isEqualTo("no name was asked for");
        assertThat(AskedNames.account(IntStream.range(0, 7)
                        .mapToObj(i -> new AskedName("n" + i, "A", DnsOutcome.UNKNOWN_NAME, i + 1))
                        .toList()))
                .isEqualTo("names asked for: n0 A (no such name), n1 A (no such name, 2 times), n2 A (no such name, 3"
                        + " times), n3 A (no such name, 4 times), n4 A (no such name, 5 times) and 2 more");
    }
}
