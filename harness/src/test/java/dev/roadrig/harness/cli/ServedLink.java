package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code roadrig link serve} in this process, until it is ended as Ctrl-C ends it. */
final class ServedLink implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final StringWriter out = new StringWriter();
    private final AtomicInteger code = new AtomicInteger(-1);
    private final Thread thread;

    private ServedLink(String... options) {
        var printer = new PrintWriter(out, true);
        String[] arguments =
                Stream.concat(Stream.of("link", "serve"), Stream.of(options)).toArray(String[]::new);
        thread = new Thread(() -> code.set(Main.run(printer, printer, arguments)));
        thread.start();
    }

    static ServedLink with(String... options) {
        return new ServedLink(options);
    }

    /** One for datagrams from a free port to a port of this host. */
    static ServedLink ofDatagrams(int target, String... options) {
        List<String> ends = List.of("--udp", "--listen", "127.0.0.1:0", "--to", "127.0.0.1:" + target);
        return with(Stream.concat(ends.stream(), Stream.of(options)).toArray(String[]::new));
    }

    /** Waits until it has said what a pattern finds, and gives the pattern's group. */
    String said(String pattern) {
        Pattern awaited = Pattern.compile(pattern);
        await().atMost(LONG).pollDelay(Duration.ZERO).until(() -> awaited.matcher(out.toString())
                .find());
        Matcher found = awaited.matcher(out.toString());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    /** The port that takes datagrams, when all else of its beginning is said too. */
    int port() {
        int port = Integer.parseInt(said("link  udp 127\\.0\\.0\\.1:(\\d+) to"));
        said("(ends with Ctrl-C)");
        return port;
    }

    /** All that it has said. */
    String words() {
        return out.toString();
    }

    /** Ends it, and gives its exit code. */
    int end() throws InterruptedException {
        thread.interrupt();
        thread.join(LONG.toMillis());
        assertThat(thread.isAlive()).as("it has not ended: %s", out).isFalse();
        return code.get();
    }

    /** Ends it, where a test that failed has not; its port and its log are the next one's to use then. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(LONG.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
