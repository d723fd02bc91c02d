package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.roadrig.boards.link.packet.UdpRelay;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.NetworkFile;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkServeCommandTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--listen 127.0.0.1:0                    | A link has two ends: write both --listen and --to, or neither.",
                "--to 127.0.0.1:9                        | A link has two ends: write both --listen and --to, or neither.",
                "--conditions x.yaml                     | --conditions are those of the proxy 'link'. Write --listen and --to too.",
                "--api 8474                              | --api: '8474' is no host and port, such as 127.0.0.1:9000.",
                "--api 127.0.0.1:66666                   | --api: '127.0.0.1:66666' is no host and port, such as 127.0.0.1:9000.",
                "--listen ::1:9000 --to 127.0.0.1:9      | --listen: '::1:9000' is no host and port, such as 127.0.0.1:9000.",
                "--listen 127.0.0.1:0 --to nowhere       | --to: 'nowhere' is no host and port, such as 127.0.0.1:9000.",
                "--listen 0.0.0.0:9000 --to 127.0.0.1:9  | 0.0.0.0:9000 can be reached from other hosts, which then can use it too. Listen on 127.0.0.1:9000, or say --expose.",
                "--api 0.0.0.0:8474                      | 0.0.0.0:8474 can be reached from other hosts, which then can use it too. Listen on 127.0.0.1:8474, or say --expose.",
                "--udp --listen 127.0.0.1:0 --to 127.0.0.1:9 | A link for datagrams has two ends and conditions: write --listen, --to and --conditions.",
                "--api 127.0.0.1:0 --udp --listen 127.0.0.1:0 --to 127.0.0.1:9 --conditions n.yaml | --api is the HTTP interface of connections; with --udp there is none. Leave --api out, and change the file of --conditions while it runs instead.",
                "--listen 127.0.0.1:0 --to 127.0.0.1:9 --conditions none.yaml | none.yaml: there is no such file",
            })
    void an_option_that_is_wrong_is_exit_2_with_what_to_write(String options, String message) {
        List<String> arguments = new ArrayList<>(List.of("link", "serve"));
        if (!options.startsWith("--api") && !options.startsWith("--udp")) {
            arguments.addAll(List.of("--api", "127.0.0.1:0"));
        }
        arguments.addAll(List.of(options.split(" +")));
        CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
        assertThat(run.err()).isEqualTo(message + "\n");
        assertThat(run.code()).isEqualTo(2);
        assertThat(threads()).as("nothing is left running").isZero();
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("rr-link"))
                .count();
    }

    @Test
    void a_port_that_is_taken_is_exit_3() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String at = "127.0.0.1:" + taken.getLocalPort();
            CommandLineRun run = CommandLineRun.of("link", "serve", "--api", at);
            assertThat(run.code()).isEqualTo(3);
            assertThat(run.err())
                    .startsWith("The API cannot listen on " + at + ": ")
                    .endsWith("Take another port with --api, or end what listens there.\n");
        }
    }

    @Test
    void datagrams_pass_and_are_accounted_for() throws Exception {
        Path conditions = Files.writeString(folder.resolve("link.yaml"), "network: {rate: 10 Mbit/s, delay: 5ms}\n");
        try (var target = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                var sender = new DatagramSocket();
                var link = ServedLink.ofDatagrams(target.getLocalPort(), "--conditions", conditions.toString())) {
            sender.send(new DatagramPacket(new byte[] {1, 2, 3}, 3, InetAddress.getLoopbackAddress(), link.port()));
            target.setSoTimeout(20_000);
            target.receive(new DatagramPacket(new byte[10], 10));
            assertThat(link.end()).isZero();
            assertThat(link.words())
                    .containsPattern("datagrams +refused by the target +bytes +lost by chance")
                    .containsPattern("\n1 +0 +3 +0 +0 +0 ");
        }
        assertThat(threads()).isZero();
    }

    @Test
    void a_closed_port_is_told_and_what_it_refuses_is_counted_apart() throws Exception {
        int port;
        try (var closed = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        Path conditions = Files.writeString(folder.resolve("link.yaml"), "network: {rate: 10 Mbit/s}\n");
        try (var sender = new DatagramSocket();
                var link = ServedLink.ofDatagrams(port, "--conditions", conditions.toString())) {
            sender.send(new DatagramPacket(new byte[3], 3, InetAddress.getLoopbackAddress(), link.port()));
            link.said("(127.0.0.1:" + port + ") refuses datagrams: its host says that nobody listens there. Start");
            assertThat(link.end()).isZero();
            assertThat(link.words()).containsPattern("\n0 +1 +3 +0 +0 +0 ");
        }
    }

    @Test
    void a_file_that_goes_wrong_as_it_is_first_watched_leaves_no_link_behind() throws Exception {
        var to = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
        var listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Path good = Files.writeString(folder.resolve("link.yaml"), "network: {rate: 10 Mbit/s}\n");
        try (Ticker ticker = new RealTicker("udp")) {
            var serve = new DatagramServe(ticker, new PrintWriter(new StringWriter()), to);
            LinkProfile first = NetworkFile.read(good);
            DatagramTally tally = serve.tally(first, Map.of());
            UdpRelay relay = serve.open(listen, first, 1, tally);
            Files.writeString(good, "network: {rate: fast}\n");
            assertThatThrownBy(() -> serve.serve(relay, good, tally)).isInstanceOf(BadInput.class);
        }
        assertThat(threads()).isZero();
    }

    @Test
    void it_serves_until_it_is_interrupted_and_then_gives_its_account() throws Exception {
        Path conditions = Files.writeString(folder.resolve("link.yaml"), "network: {rate: 10 Mbit/s, delay: 20ms}\n");
        try (ServerSocket target = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String to = "127.0.0.1:" + target.getLocalPort();
            try (var link = ServedLink.with(
                    "--api", "127.0.0.1:0", "--listen", "127.0.0.1:0", "--to", to, "--conditions", "" + conditions)) {
                String listen = link.said("link  (127\\.0\\.0\\.1:\\d+) to " + to + "\n");
                String api = link.said("api   (http://127\\.0\\.0\\.1:\\d+), as Toxiproxy's; ends with Ctrl-C\n");
                assertThat(link.words()).contains("plays " + conditions + ", and what it becomes\n");
                exchange(target, listen);
                String proxies = HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(api + "/proxies"))
                                        .build(),
                                BodyHandlers.ofString())
                        .body();
                assertThat(proxies).contains("\"link\":{\"name\":\"link\",\"listen\":\"" + listen + "\"");
                assertThat(link.end()).as(link.words()).isZero();
                assertThat(link.words())
                        .containsPattern("proxy +listen +to +connections +bytes up +bytes down +segments discarded\n")
                        .containsPattern("link +127\\.0\\.0\\.1:\\d+ +127\\.0\\.0\\.1:\\d+ +1 +5 +3 +0\n");
            }
        }
        await().atMost(LONG).pollDelay(Duration.ZERO).until(() -> threads() == 0);
    }

    @Test
    void the_end_of_the_process_gives_the_account_too() throws Exception {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "dev.roadrig.harness.cli.Main",
                "link",
                "serve",
                "--api",
                "127.0.0.1:0");
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = builder.redirectErrorStream(true).start();
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).startsWith("api   http://127.0.0.1:");
            // Process.destroy would close the output that is still to be read.
            assertThat(process.toHandle().destroy()).isTrue();
            assertThat(lines.readLine()).startsWith("proxy  listen  to  connections");
            assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Five bytes there and three back, at 20 ms each way. */
    private static void exchange(ServerSocket target, String listen) throws IOException {
        int port = Integer.parseInt(listen.substring(listen.lastIndexOf(':') + 1));
        long begin = System.nanoTime();
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.getOutputStream().write(new byte[5]);
            try (Socket service = target.accept()) {
                assertThat(service.getInputStream().readNBytes(5)).hasSize(5);
                service.getOutputStream().write(new byte[3]);
                assertThat(client.getInputStream().readNBytes(3)).hasSize(3);
                assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(40_000_000L);
            }
        }
    }
}
