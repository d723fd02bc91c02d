package dev.roadrig.wires.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a link is used for, the same with every server. */
final class LinkUse {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final List<String> WORDS =
            List.of("a b", "it's", "\"$HOME\"", "`id`", "back\\slash", "two\nlines", "Prüfstand", "", "*");

    private final SshLink link;
    private final Ticker ticker;

    LinkUse(SshLink link, Ticker ticker) {
        this.link = link;
        this.ticker = ticker;
    }

    void assertExitCode(int code) throws Exception {
        Shell.Result result = link.shell().run("echo out; echo err >&2; exit " + code, ticker.in(LONG));
        assertThat(result).isEqualTo(new Shell.Result(code, "out\n", "err\n"));
    }

    void assertWordsQuoted() throws Exception {
        for (String word : WORDS) {
            Shell.Result result = link.shell().run("printf %s " + ShellWord.quote(word), ticker.in(LONG));
            assertThat(result.out()).isEqualTo(word);
        }
    }

    void assertCommandsAtOnce(int count) throws Exception {
        List<String> answers = Collections.synchronizedList(new ArrayList<>());
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < count; i++) {
            String word = "n" + i;
            var thread = new Thread(() -> {
                try {
                    answers.add(
                            link.shell().run("echo " + word, ticker.in(LONG)).out());
                } catch (RunFault | InterruptedException e) {
                    answers.add(e.toString());
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(answers).hasSize(count).allMatch(answer -> answer.matches("n\\d+\n"));
    }

    /** @return what a connection to a port hears from a server that is reached by it */
    static int helloOver(int port, ServerSocket here) throws IOException {
        here.setSoTimeout(60_000);
        try (var client = new Socket(InetAddress.getLoopbackAddress(), port);
                var server = here.accept()) {
            server.getOutputStream().write('!');
            client.setSoTimeout(60_000);
            return client.getInputStream().read();
        }
    }
}
