package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LinkServeLogTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private Path trace;
    private Path conditions;
    private Path log;

    @BeforeEach
    void write() throws IOException {
        trace = Files.writeString(folder.resolve("bursty.up"), "0\n3\n3\n4\n9\n20\n");
        conditions = Files.writeString(folder.resolve("link.yaml"), """
                network:
                  trace: {up: bursty.up, down: bursty.up}
                  queue: droptail:packets=20
                """);
        log = folder.resolve("up.log");
    }

    @Test
    void a_live_links_own_log_is_what_the_model_does_with_its_arrivals() throws Exception {
        String words;
        try (DatagramSocket target = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                DatagramSocket sender = new DatagramSocket();
                ServedLink link = ServedLink.ofDatagrams(
                        target.getLocalPort(), "--conditions", conditions.toString(), "--uplink-log", log.toString())) {
            burst(sender, link.port(), 60);
            await().atMost(LONG).until(() -> rows("+") == 60 && left() == 60);
            burst(sender, link.port(), 50);
            await().atMost(LONG).until(() -> rows("+") == 110 && left() == 110);
            assertThat(link.end()).isZero();
            words = link.words();
        }

        CommandLineRun verified = CommandLineRun.of("link", "verify", log.toString(), "--trace", trace.toString());
        assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
        assertThat(verified.out())
                .contains("droptail [packets=20]", "110 arrivals")
                .containsPattern("differs +nothing");
        assertThat(rows("d")).as("packets that found no room").isPositive();
        assertThat(Files.readAllLines(log).get(0)).isEqualTo("# mahimahi mm-link (Uplink) [link.yaml] > up.log");
        assertThat(words).contains("by the chances of a packet trace", "without room");
    }

    @Test
    void a_log_that_has_a_row_too_many_is_seen() throws Exception {
        Path wrong = Files.writeString(folder.resolve("wrong.log"), """
                # queue: droptail [packets=20]
                # base timestamp: 0
                0 # 1504
                1 + 500
                3 # 1504
                3 - 500 3
                """);
        assertThat(CommandLineRun.of("link", "verify", wrong.toString(), "--trace", trace.toString())
                        .code())
                .isEqualTo(1);
    }

    @Test
    void what_cannot_be_logged_is_refused() throws Exception {
        Path rate = Files.writeString(folder.resolve("rate.yaml"), "network: {rate: 1 Mbit/s}\n");
        assertThat(started("--udp", "--conditions", rate.toString(), "--uplink-log", log.toString()))
                .contains("A log of mm-link's tells the chances of a packet trace", "has none for this direction");
        assertThat(started("--conditions", rate.toString(), "--downlink-log", log.toString()))
                .contains("connections have none. Write --udp too.");
        Files.writeString(log, "");
        assertThat(started("--udp", "--conditions", conditions.toString(), "--uplink-log", log.toString()))
                .contains("is there already and is not written over");
    }

    private static String started(String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("link", "serve", "--listen", "127.0.0.1:0", "--to", "127.0.0.1:9"));
        arguments.addAll(List.of(more));
        CommandLineRun run = CommandLineRun.of(arguments.toArray(new String[0]));
        assertThat(run.code()).isEqualTo(2);
        return run.err();
    }

    private static void burst(DatagramSocket sender, int port, int packets) throws IOException {
        for (int i = 0; i < packets; i++) {
            sender.send(new DatagramPacket(new byte[1_000], 1_000, InetAddress.getLoopbackAddress(), port));
        }
    }

    /** Packets that the log says have left or were dropped. */
    private long left() throws IOException {
        return rows("-") + rows("d");
    }

    private long rows(String kind) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains(" " + kind + " "))
                .filter(line -> !line.startsWith("#"))
                .count();
    }
}
