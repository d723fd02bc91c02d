package dev.roadrig.boards.link.serve;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import eu.rekawek.toxiproxy.model.Toxic;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import eu.rekawek.toxiproxy.model.toxic.Bandwidth;
import eu.rekawek.toxiproxy.model.toxic.Latency;
import eu.rekawek.toxiproxy.model.toxic.LimitData;
import eu.rekawek.toxiproxy.model.toxic.ResetPeer;
import eu.rekawek.toxiproxy.model.toxic.Slicer;
import eu.rekawek.toxiproxy.model.toxic.SlowClose;
import eu.rekawek.toxiproxy.model.toxic.Timeout;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Toxiproxy's Java client as it is published drives our link; effects are seen on real sockets, and never early. */
class ToxiproxyClientTest {
    private static final long MILLI = 1_000_000L;

    @SuppressWarnings("NullAway.Init")
    private ServedLink link;

    @SuppressWarnings("NullAway.Init")
    private ToxiproxyClient client;

    @SuppressWarnings("NullAway.Init")
    private Proxy proxy;

    @BeforeEach
    void open() throws Exception {
        link = new ServedLink();
        client = new ToxiproxyClient("127.0.0.1", link.apiPort());
        proxy = client.createProxy("echo", "127.0.0.1:0", link.target.address());
    }

    @AfterEach
    void close() throws Exception {
        link.close();
    }

    private Socket connect() throws IOException {
        return ServedLink.connect(proxy.getListen());
    }

    private static void send(Socket socket, int bytes) throws IOException {
        socket.getOutputStream().write(new byte[bytes]);
    }

    /** Sends and waits for the answer; how long that took, in nanoseconds. */
    private static long echoed(Socket socket, int bytes) throws IOException {
        long begin = System.nanoTime();
        send(socket, bytes);
        assertThat(socket.getInputStream().readNBytes(bytes)).hasSize(bytes);
        return System.nanoTime() - begin;
    }

    @Test
    void proxies_are_made_listed_found_moved_and_deleted() throws IOException {
        assertThat(proxy.getListen()).matches("127\\.0\\.0\\.1:[1-9]\\d*");
        assertThat(proxy.getUpstream()).isEqualTo(link.target.address());
        assertThat(proxy.isEnabled()).isTrue();
        assertThat(client.getProxies()).extracting(Proxy::getName).containsExactly("echo");
        assertThat(client.getProxy("echo").getListen()).isEqualTo(proxy.getListen());
        assertThat(client.version()).contains("\"version\":\"2.12.0+roadrig\"");

        String before = proxy.getListen();
        proxy.setListen("127.0.0.1:0");
        assertThat(proxy.getListen()).isNotEqualTo(before).doesNotEndWith(":0");
        try (EchoTarget other = new EchoTarget();
                Socket socket = connect()) {
            proxy.setUpstream(other.address());
            assertThat(proxy.getUpstream()).isEqualTo(other.address());
            assertThatThrownBy(() -> echoed(socket, 1))
                    .as("moved away")
                    .isInstanceOfAny(SocketException.class, AssertionError.class);
            try (Socket again = connect()) {
                echoed(again, 10);
            }
        }
        proxy.delete();
        assertThat(client.getProxies()).isEmpty();
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
    }

    @Test
    void errors_are_those_that_the_client_knows() {
        assertThatThrownBy(() -> client.createProxy("echo", "127.0.0.1:0", "127.0.0.1:9"))
                .hasMessage("[409] proxy already exists");
        assertThatThrownBy(() -> client.createProxy("taken", proxy.getListen(), "127.0.0.1:9"))
                .hasMessageStartingWith("[500] The proxy taken cannot listen on " + proxy.getListen());
        assertThatThrownBy(() -> client.createProxy("", "127.0.0.1:0", "127.0.0.1:9"))
                .hasMessage("[400] missing required field: name");
        assertThatThrownBy(() -> client.createProxy("all", "0.0.0.0:0", "127.0.0.1:9"))
                .hasMessageStartingWith("[400] bad request body: 0.0.0.0:0 can be reached from other hosts");
        assertThatThrownBy(() -> client.getProxy("none")).hasMessage("[404] proxy not found");
        assertThat(client.getProxyOrNull("none")).isNull();
        assertThatThrownBy(() -> proxy.toxics().get("none")).hasMessage("[404] toxic not found");
        assertThatThrownBy(() -> {
                    proxy.toxics().latency("twice", ToxicDirection.UPSTREAM, 1);
                    proxy.toxics().bandwidth("twice", ToxicDirection.DOWNSTREAM, 1);
                })
                .hasMessage("[409] toxic already exists");
    }

    @Test
    void latency_is_one_way_and_acts_on_an_open_connection_when_it_comes_changes_and_goes() throws IOException {
        try (Socket socket = connect()) {
            echoed(socket, 10);
            Latency up = proxy.toxics().latency("up", ToxicDirection.UPSTREAM, 60);
            proxy.toxics().latency("down", ToxicDirection.DOWNSTREAM, 40).setJitter(10);
            assertThat(echoed(socket, 10)).isGreaterThanOrEqualTo(90 * MILLI);
            up.setLatency(150);
            assertThat(proxy.toxics().get("up", Latency.class).getLatency()).isEqualTo(150);
            assertThat(echoed(socket, 10)).isGreaterThanOrEqualTo(180 * MILLI);
            up.setLatency(600_000);
            send(socket, 10);
            up.remove();
            assertThat(socket.getInputStream().readNBytes(10))
                    .as("what waited goes on")
                    .hasSize(10);
        }
        assertThat(proxy.toxics().getAll()).extracting(Toxic::getName).isEqualTo(List.of("down"));
    }

    @Test
    void bandwidth_never_lets_more_through_than_its_rate() throws IOException {
        Bandwidth down = proxy.toxics().bandwidth("slow", ToxicDirection.DOWNSTREAM, 50);
        down.setRate(100);
        try (Socket socket = connect()) {
            long begin = System.nanoTime();
            send(socket, 50_000);
            byte[] buffer = new byte[8192];
            int got = 0;
            while (got < 50_000) {
                got += socket.getInputStream().read(buffer);
                assertThat(got)
                        .as("after %d ns", System.nanoTime() - begin)
                        .isLessThanOrEqualTo((int) ((System.nanoTime() - begin) / 10_000) + 1);
            }
        }
    }

    @Test
    void a_bandwidth_of_0_cuts_the_connection_and_without_it_nothing_is_missing() throws IOException {
        try (Socket socket = connect()) {
            echoed(socket, 1);
            Bandwidth cut = proxy.toxics().bandwidth("CUT", ToxicDirection.DOWNSTREAM, 0);
            send(socket, 10_000);
            socket.setSoTimeout(200);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            cut.remove();
            socket.setSoTimeout(20_000);
            assertThat(socket.getInputStream().readNBytes(10_000)).hasSize(10_000);
        }
    }

    @Test
    void a_half_close_keeps_the_other_direction_and_slow_close_delays_it() throws IOException {
        try (Socket socket = connect()) {
            echoed(socket, 5);
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                    .isEqualTo("bye");
        }
        SlowClose slow = proxy.toxics().slowClose("slow", ToxicDirection.UPSTREAM, 1);
        slow.setDelay(200);
        try (Socket socket = connect()) {
            echoed(socket, 5);
            long begin = System.nanoTime();
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                    .isEqualTo("bye");
            assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(200 * MILLI);
        }
        slow.remove();
    }

    @Test
    void a_timeout_throws_away_and_closes_after_its_time() throws IOException {
        try (Socket socket = connect()) {
            echoed(socket, 5);
            long begin = System.nanoTime();
            Timeout timeout = proxy.toxics().timeout("t", ToxicDirection.UPSTREAM, 60_000);
            send(socket, 5);
            timeout.setTimeout(250);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(250 * MILLI);
            assertThat(link.server.accounts().get(0).discardedSegments()).isEqualTo(1);
        }
    }

    @Test
    void a_timeout_of_0_throws_away_until_it_is_removed_which_closes() throws IOException {
        Timeout timeout = proxy.toxics().timeout("t", ToxicDirection.DOWNSTREAM, 0);
        try (Socket socket = connect()) {
            send(socket, 5);
            socket.setSoTimeout(200);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            timeout.remove();
            socket.setSoTimeout(20_000);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void reset_peer_is_a_reset_after_its_time() throws IOException {
        ResetPeer reset = proxy.toxics().resetPeer("r", ToxicDirection.UPSTREAM, 1);
        reset.setTimeout(150);
        try (Socket socket = connect()) {
            long begin = System.nanoTime();
            send(socket, 5);
            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
            assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(150 * MILLI);
        }
        reset.remove();
    }

    @Test
    void the_slicer_pauses_after_each_slice() throws IOException {
        Slicer slicer = proxy.toxics().slicer("s", ToxicDirection.DOWNSTREAM, 20, 0);
        slicer.setAverageSize(10).setSizeVariation(3).setDelay(10_000);
        try (Socket socket = connect()) {
            // 13 bytes at most in a slice: 200 bytes are 16 slices or more, with 15 pauses between them.
            assertThat(echoed(socket, 200)).isGreaterThanOrEqualTo(150 * MILLI);
            slicer.remove();
            echoed(socket, 200);
        }
    }

    @Test
    void limit_data_closes_after_the_last_byte_that_it_lets_go() throws IOException {
        LimitData limit = proxy.toxics().limitData("l", ToxicDirection.DOWNSTREAM, 1);
        limit.setBytes(10_000);
        try (Socket socket = connect()) {
            send(socket, 30_000);
            assertThat(socket.getInputStream().readAllBytes()).hasSize(10_000);
        }
        limit.remove();
    }

    @Test
    void a_toxicity_of_0_is_on_no_connection() throws IOException {
        Timeout timeout = proxy.toxics().timeout("t", ToxicDirection.UPSTREAM, 0);
        timeout.setToxicity(0);
        assertThat(timeout.getToxicity()).isZero();
        try (Socket socket = connect()) {
            echoed(socket, 5);
        }
        timeout.setToxicity(0.25f);
        assertThat(proxy.toxics().get("t").getToxicity()).isEqualTo(0.25f);
    }

    @Test
    void disabled_is_a_closed_port_and_enabled_the_same_port_again() throws IOException {
        String listen = proxy.getListen();
        try (Socket socket = connect()) {
            echoed(socket, 5);
            proxy.disable();
            assertThat(proxy.isEnabled()).isFalse();
            assertThatThrownBy(() -> echoed(socket, 1)).isInstanceOfAny(SocketException.class, AssertionError.class);
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        }
        proxy.enable();
        assertThat(proxy.getListen()).isEqualTo(listen);
        try (Socket socket = connect()) {
            echoed(socket, 5);
        }
        assertThat(link.server.accounts().get(0).connections()).isEqualTo(2);
    }

    @Test
    void reset_enables_every_proxy_and_removes_every_toxic() throws IOException {
        proxy.toxics().latency("l", ToxicDirection.DOWNSTREAM, 60_000);
        proxy.disable();
        client.reset();
        assertThat(proxy.isEnabled()).isTrue();
        assertThat(proxy.toxics().getAll()).isEmpty();
        try (Socket socket = connect()) {
            echoed(socket, 5);
        }
    }
}
