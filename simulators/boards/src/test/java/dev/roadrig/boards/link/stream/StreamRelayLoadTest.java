package dev.roadrig.boards.link.stream;

import static dev.roadrig.boards.link.stream.Streams.endsByReset;
import static dev.roadrig.boards.link.stream.Streams.eventually;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.roadrig.scenarios.link.Direction;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
@SuppressWarnings("try")
class StreamRelayLoadTest {
    private static final int CONNECTIONS = 2_000;

    private final ExecutorService people = Executors.newCachedThreadPool();
    private Streams streams;

    @BeforeEach
    void open() throws IOException {
        streams = new Streams();
    }

    @AfterEach
    void close() throws IOException {
        people.shutdownNow();
        streams.close();
    }

    private static byte[] bytes(SplittableRandom random) {
        byte[] bytes = new byte[random.nextInt(200_000)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static Scripted unsteady(long seed) {
        var random = new SplittableRandom(seed);
        return new Scripted(
                () -> random.nextInt(4) == 0 ? Integer.MAX_VALUE : 1 + random.nextInt(5_000),
                asked -> random.nextInt(3) == 0
                        ? Release.NOW
                        : Release.at(asked.nowNanos() + random.nextInt(2_000_000)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whoever_ends_first_and_however_the_other_side_sees_just_that(long seed) throws Exception {
        var random = new SplittableRandom(seed);
        try (StreamRelay relay = streams.relay(unsteady(seed))) {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                Streams.Pair pair = streams.connect(relay);
                boolean clientFirst = random.nextBoolean();
                Socket first = clientFirst ? pair.client() : pair.target();
                Socket second = clientFirst ? pair.target() : pair.client();
                byte[] sent = bytes(random);
                byte[] answer = bytes(random);
                boolean resets = random.nextInt(3) == 0;
                ends.add(people.submit(() -> begin(first, sent, answer, resets)));
                ends.add(people.submit(() -> follow(second, sent, answer, resets)));
            }
            for (Future<?> end : ends) {
                end.get();
            }
            eventually(() -> assertThat(relay.flows()).isZero());
            assertThat(relay.heldBytes()).isZero();
        }
    }

    private static Void begin(Socket socket, byte[] sent, byte[] answer, boolean resets) throws IOException {
        try (socket) {
            socket.getOutputStream().write(sent);
            if (resets) {
                assertThat(socket.getInputStream().readNBytes(answer.length)).isEqualTo(answer);
                Streams.reset(socket);
            } else {
                socket.shutdownOutput();
                assertThat(socket.getInputStream().readAllBytes()).isEqualTo(answer);
            }
            return null;
        }
    }

    private static Void follow(Socket socket, byte[] sent, byte[] answer, boolean resets) throws IOException {
        try (socket) {
            assertThat(socket.getInputStream().readNBytes(sent.length)).isEqualTo(sent);
            if (!resets) {
                assertThat(socket.getInputStream().read()).isNegative();
            }
            socket.getOutputStream().write(answer);
            if (resets) {
                assertThat(endsByReset(socket)).as("ended by a reset").isTrue();
            }
            return null;
        }
    }

    /** Up to which byte of its stream a segment goes, and when that may be there at the earliest. */
    private record Promise(long untilByte, long dueNanos) {}

    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void no_byte_is_ever_early(long seed) throws Exception {
        var random = new SplittableRandom(seed);
        List<Promise> promises = new CopyOnWriteArrayList<>();
        var policies = new Scripted(() -> 1 + random.nextInt(100), asked -> {
            long due = asked.nowNanos() + random.nextInt(20_000_000);
            long before =
                    promises.isEmpty() ? 0 : promises.get(promises.size() - 1).untilByte();
            promises.add(new Promise(before + asked.bytes(), due));
            return Release.at(due);
        });
        try (StreamRelay relay = streams.relay(policies);
                Streams.Pair pair = streams.connect(relay)) {
            Future<Void> sender = people.submit(() -> {
                for (int i = 0; i < 300; i++) {
                    pair.client().getOutputStream().write(new byte[1 + i % 200]);
                    streams.ticker.await(() -> false, streams.ticker.in(java.time.Duration.ofMillis(1)));
                }
                pair.client().shutdownOutput();
                return null;
            });
            long seen = 0;
            int next = 0;
            byte[] buffer = new byte[4096];
            for (int n = 0; n >= 0; n = pair.target().getInputStream().read(buffer)) {
                long now = streams.ticker.nanos();
                seen += n;
                while (next < promises.size() && promises.get(next).untilByte() <= seen) {
                    assertThat(now)
                            .as("segment %d, seed %d", next, seed)
                            .isGreaterThanOrEqualTo(promises.get(next++).dueNanos());
                }
            }
            sender.get();
            assertThat(next).isEqualTo(promises.size()).isGreaterThan(300);
            assertThat(policies.left)
                    .allSatisfy(left -> assertThat(left.nowNanos()).isGreaterThanOrEqualTo(left.dueNanos()));
        }
    }

    @Test
    void slow_readers_stop_their_senders_in_bounded_memory_and_stop_nobody_else() throws Exception {
        int readers = 200;
        long most = 1024 * 1024;
        var policies = new Scripted(() -> 1448, asked -> Release.at(asked.nowNanos() + 1_000_000));
        try (StreamRelay relay =
                StreamRelay.open(streams.place(), policies, streams.ticker, new StreamLimits(most, 5_000_000_000L))) {
            List<Streams.Pair> slow = new ArrayList<>();
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < readers; i++) {
                slow.add(streams.connect(relay));
                OutputStream out = slow.get(i).client().getOutputStream();
                writers.add(people.submit(() -> {
                    while (true) {
                        out.write(new byte[64 * 1024]);
                    }
                }));
            }
            eventually(() ->
                    assertThat(relay.heldBytes()).as("the bound is reached").isGreaterThan(most * 7 / 8));
            byte[] sent = new byte[300_000];
            new SplittableRandom(7).nextBytes(sent);
            try (Streams.Pair quick = streams.connect(relay)) {
                Future<?> quickly = people.submit(() -> {
                    quick.client().getOutputStream().write(sent);
                    quick.client().shutdownOutput();
                    return null;
                });
                assertThat(quick.target().getInputStream().readAllBytes()).isEqualTo(sent);
                quickly.get();
            }
            assertThat(writers).as("are stopped, not ended").noneMatch(Future::isDone);
            assertThat(relay.heldBytes()).isLessThan(most + (readers + 1) * 2L * Memory.CHUNK_BYTES);
            for (Streams.Pair pair : slow) {
                pair.target().getInputStream().readNBytes(10_000);
                pair.close();
            }
            eventually(() -> assertThat(relay.heldBytes()).isZero());
        }
    }

    @Test
    void two_thousand_connections_are_served_by_two_threads() throws Exception {
        long files =
                ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getMaxFileDescriptorCount();
        assumeTrue(files >= 4L * CONNECTIONS + 1_000, () -> "skipped: only " + files + " files may be open here");
        List<Socket> clients = new ArrayList<>();
        List<Socket> targets = new ArrayList<>();
        try (StreamRelay relay = streams.relay(unsteady(9))) {
            for (int i = 0; i < CONNECTIONS; i++) {
                clients.add(Streams.client(relay));
                clients.get(i).getOutputStream().write(("connection " + (10_000 + i)).getBytes(US_ASCII));
            }
            for (int i = 0; i < CONNECTIONS; i++) {
                Socket target = streams.service.accept();
                targets.add(target);
                target.getOutputStream().write(target.getInputStream().readNBytes(16));
            }
            assertThat(relay.flows()).isEqualTo(CONNECTIONS);
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().startsWith(Streams.THREADS))
                    .hasSize(2);
            for (int i = 0; i < CONNECTIONS; i++) {
                assertThat(clients.get(i).getInputStream().readNBytes(16))
                        .asString(US_ASCII)
                        .isEqualTo("connection " + (10_000 + i));
            }
        } finally {
            for (Socket socket : clients) {
                Streams.reset(socket);
            }
            for (Socket socket : targets) {
                Streams.reset(socket);
            }
        }
    }

    @Test
    void a_relay_may_be_closed_while_it_is_busy() throws Exception {
        List<Future<?>> pumps = new ArrayList<>();
        var policies = new Scripted(
                () -> 700,
                asked -> asked.direction() == Direction.UP ? Release.at(asked.nowNanos() + 300_000) : Release.NOW);
        try (StreamRelay relay = streams.relay(policies)) {
            for (int i = 0; i < 20; i++) {
                Streams.Pair pair = streams.connect(relay);
                pumps.add(people.submit(() -> bounce(pair.client())));
                pumps.add(people.submit(() -> bounce(pair.target())));
                pair.client().getOutputStream().write(new byte[50_000]);
            }
            eventually(() -> assertThat(policies.left).hasSizeGreaterThan(2_000));
        }
        eventually(() -> assertThat(pumps).as("all see the end").allMatch(Future::isDone));
    }

    private static Void bounce(Socket socket) throws IOException {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
            return null;
        }
    }
}
