package dev.roadrig.boards.link.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roadrig.boards.link.gateway.dns.DnsNames;
import dev.roadrig.boards.link.gateway.dns.DnsOutcome;
import dev.roadrig.boards.link.gateway.dns.DnsPlace;
import dev.roadrig.boards.link.gateway.dns.DnsQuery;
import dev.roadrig.boards.link.gateway.dns.GatewayDns;
import dev.roadrig.boards.link.gateway.dns.Others;
import dev.roadrig.scenarios.time.RealTicker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An unmodified curl on a board, which finds a site by the gateway's own name server and talks TLS over its link. */
@Tag("world")
@Timeout(120)
@SuppressWarnings("NullAway.Init")
class CurlThroughGatewayTest {
    @TempDir
    private static Path certificates;

    @TempDir
    private Path temp;

    private final RealTicker ticker = new RealTicker("curl-test");
    private NamespaceBoard board;
    private List<Path> before;
    private NameServerFile nameServer;
    private CloudSite cloud;

    @BeforeAll
    static void certify() throws Exception {
        assumeTrue(
                Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "curl"))),
                "skipped: curl is not installed (apt-get install curl)");
        CloudSite.certify(certificates);
    }

    @BeforeEach
    void board() throws Exception {
        NamespaceBoard.assumePossible(ticker);
        board = new NamespaceBoard(ticker, 2);
        before = NameServerFile.of(board.spec().name());
        nameServer = new NameServerFile(board.spec().name(), board.gateway());
        cloud = new CloudSite(board.gateway(), certificates);
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        if (cloud != null) {
            cloud.close();
        }
        if (nameServer != null) {
            nameServer.close();
        }
        if (board != null) {
            board.close();
            assertThat(NameServerFile.of(board.spec().name())).isEqualTo(before);
        }
        ticker.close();
    }

    private Gateway gateway(Gateway.Carriers link) throws Exception {
        return Gateway.open(board.spec(), link, ticker, temp.resolve("state"));
    }

    private GatewayDns names() throws Exception {
        GatewaySpec spec = board.spec();
        return GatewayDns.open(
                new DnsPlace(spec.name(), spec.gateway(), DnsPlace.PORT, spec.board()),
                new DnsNames(Map.of(CloudSite.NAME, spec.gateway()), Others.REFUSE),
                ticker,
                query -> {});
    }

    private Curl.Call curl(int mostSeconds, String url, String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of(
                "--max-time",
                String.valueOf(mostSeconds),
                "--cacert",
                CloudSite.certificate(certificates).toString()));
        words.addAll(List.of(more));
        words.add(url);
        return Curl.call(board.spec().name(), temp, words.toArray(String[]::new));
    }

    @Test
    void the_site_is_found_by_the_gateways_names_and_every_packet_passes_the_link() throws Exception {
        var link = new PlayedLink(ticker, PlayedLink.link(Duration.ZERO, 0));
        try (Gateway gateway = gateway(link);
                GatewayDns names = names()) {
            Curl.Call call = curl(20, cloud.url());
            assertThat(call).as("%s", call).satisfies(ended -> {
                assertThat(ended.exit()).isZero();
                assertThat(ended.status()).isEqualTo("200");
                assertThat(ended.address()).isEqualTo(board.gateway());
            });
            assertThat(names.last())
                    .extracting(DnsQuery::name, DnsQuery::outcome)
                    .contains(tuple(CloudSite.NAME, DnsOutcome.ANSWERED));
            await().untilAsserted(() -> assertThat(link.namesUp.get())
                    .isEqualTo(names.tally().queries())
                    .isEqualTo(link.namesDown.get())
                    .isPositive());
            // SYN, ClientHello, Finished and request, FIN at the least, and as many back.
            await().untilAsserted(() -> assertThat(gateway.tally()).satisfies(tally -> {
                assertThat(tally.up() - link.namesUp.get()).isGreaterThanOrEqualTo(4);
                assertThat(tally.down() - link.namesDown.get()).isGreaterThanOrEqualTo(4);
                assertThat(tally.upDelivered()).isEqualTo(tally.up());
                assertThat(tally.downDelivered()).isEqualTo(tally.down());
            }));
            Curl.Call nowhere = curl(20, "https://telemetry.roadrig.test/");
            assertThat(nowhere.exit()).as("%s", nowhere).isEqualTo(6);
            assertThat(names.tally().of(DnsOutcome.UNKNOWN_NAME)).isPositive();
            Curl.Call unsure = Curl.call(board.spec().name(), temp, "--max-time", "20", cloud.url());
            assertThat(unsure.exit()).as("without the certificate: %s", unsure).isEqualTo(60);
        }
    }

    @Test
    void under_delay_and_loss_real_tcp_sends_again_and_no_round_trip_is_saved() throws Exception {
        Path body = Files.write(temp.resolve("body"), random(400_000));
        Path back = temp.resolve("back");
        double roundTrip = 0.040;
        var link = new PlayedLink(ticker, PlayedLink.link(Duration.ofMillis(20), 0.05));
        try (Gateway gateway = gateway(link);
                GatewayDns names = names()) {
            Curl.Call call = curl(50, cloud.url(), "--data-binary", "@" + body, "--output", back.toString());
            assertThat(call.exit()).as("%s", call).isZero();
            assertThat(back).hasSameBinaryContentAs(body);
            // The name, the connection, TLS 1.3, and the request and its answer: a round trip each.
            for (int i = 0; i < 4; i++) {
                double since = i == 0 ? 0 : call.seconds().get(i - 1);
                assertThat(call.seconds().get(i) - since)
                        .as("part %d of %s", i, call)
                        .isGreaterThanOrEqualTo(roundTrip);
            }
            assertThat(link.lost.get()).isPositive();
            long again = retransmitted();
            assertThat(again).as("segments that the board sent again").isPositive();
            assertThat(names.fault()).isEmpty();
            System.out.printf(
                    "curl, 400 kB each way, 20 ms and 5 %% loss each way: %.2f s, %d packets lost, %d sent again by the"
                            + " board, %d up and %d down%n",
                    call.total(),
                    link.lost.get(),
                    again,
                    gateway.tally().up(),
                    gateway.tally().down());
        }
    }

    @Test
    void in_an_outage_curl_ends_by_its_own_time_and_afterwards_the_same_link_carries_again() throws Exception {
        var link = new PlayedLink(ticker, PlayedLink.link(Duration.ofMillis(5), 0));
        try (Gateway gateway = gateway(link);
                GatewayDns names = names()) {
            assertThat(curl(20, cloud.url()).exit()).isZero();
            long answered = names.tally().queries();
            link.play(PlayedLink.outage());
            // What ended the first call may still have been on its way.
            settled(() -> gateway.tally().upDelivered());
            long delivered = gateway.tally().upDelivered();
            Curl.Call cut = curl(2, cloud.url());
            assertThat(cut.exit()).as("%s", cut).isIn(6, 28);
            assertThat(cut.total()).isBetween(1.9, 10.0);
            assertThat(gateway.tally().upDelivered()).isEqualTo(delivered);
            assertThat(gateway.tally().up()).isGreaterThan(delivered);
            assertThat(names.tally().queries()).isEqualTo(answered);
            assertThat(gateway.fault()).isEmpty();
            link.play(PlayedLink.link(Duration.ofMillis(5), 0));
            Curl.Call after = curl(20, cloud.url());
            assertThat(after.exit()).as("%s", after).isZero();
        }
    }

    private static void settled(LongSupplier count) {
        var seen = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(200))
                .until(() -> seen.getAndSet(count.getAsLong()) == count.getAsLong());
    }

    /** RetransSegs of the board's own kernel tables, the 12th number of Tcp (RFC 4022, tcpRetransSegs). */
    private long retransmitted() throws Exception {
        Matcher numbers = Pattern.compile("(?m)^Tcp: (-?\\d+ ){11}(\\d+) ").matcher(board.run("cat", "/proc/net/snmp"));
        assertThat(numbers.find()).isTrue();
        return Long.parseLong(numbers.group(2));
    }

    private static byte[] random(int bytes) {
        byte[] content = new byte[bytes];
        new Random(11).nextBytes(content);
        return content;
    }
}
