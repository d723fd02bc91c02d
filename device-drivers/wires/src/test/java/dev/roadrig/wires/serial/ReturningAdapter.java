package dev.roadrig.wires.serial;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roadrig.boards.pty.Pty;
import dev.roadrig.ports.Console;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An adapter under a link that udev makes, which goes with the board's power and comes back as another device. */
final class ReturningAdapter implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(20);

    final RealTicker ticker = new RealTicker("test");
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<Duration> spans = new CopyOnWriteArrayList<>();
    private final Path link;
    private volatile Pty pty;

    ReturningAdapter(Path folder) throws IOException {
        link = folder.resolve("by-id");
        pty = Pty.open();
        Files.createSymbolicLink(link, Path.of(pty.path()));
    }

    Path link() {
        return link;
    }

    /** A console on it; what it tells is kept. */
    ReturningConsole open(Duration wakeAfter) throws Exception {
        var console = ReturningConsole.open(
                first -> SerialConsole.open(link.toString(), 115_200, ticker, "b", first), "b", wakeAfter, ticker);
        console.listen(new Console.Listener() {
            @Override
            public void received(long nanos, byte[] bytes) {
                told.add(new String(bytes, UTF_8));
            }

            @Override
            public void away() {
                told.add("away");
            }

            @Override
            public void back(Duration away) {
                spans.add(away);
                told.add("back");
            }

            @Override
            public void lost(RunFault fault) {
                told.add(fault.code());
            }
        });
        return console;
    }

    /** It dies, and its link is there for a while longer; not by the name of a pseudo terminal that may be another's next. */
    void die() {
        try {
            Files.delete(link);
            Files.createSymbolicLink(link, link.resolveSibling("dead"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        pty.close();
    }

    /** Its link first: the name of a pseudo terminal may be another's next at once, and is looked for until it is back. */
    void goAway() throws IOException {
        Files.delete(link);
        pty.close();
    }

    /** As another device under its link. */
    void comeBack() {
        try {
            Files.deleteIfExists(link);
            pty = Pty.open();
            Files.createSymbolicLink(link, Path.of(pty.path()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> told() {
        return List.copyOf(told);
    }

    void awaitTold(String... wanted) {
        await().atMost(LONG).untilAsserted(() -> assertThat(told).containsExactly(wanted));
        assertThat(spans).allSatisfy(away -> assertThat(away).isBetween(Duration.ofMillis(400), LONG));
    }

    void say(String text) throws IOException {
        assertThat(pty.write(text.getBytes(UTF_8), 20_000)).isEqualTo(text.length());
    }

    /** What is typed next. */
    String read() throws IOException {
        byte[] buffer = new byte[64];
        int n = pty.read(buffer, 20_000);
        assertThat(n).isPositive();
        return new String(buffer, 0, n, UTF_8);
    }

    /** How many bytes are typed within 0.6 s. */
    int typed() throws IOException {
        return pty.read(new byte[8], 600);
    }

    @Override
    public void close() {
        pty.close();
        ticker.close();
        await().atMost(LONG).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("rr-b-")));
    }
}
