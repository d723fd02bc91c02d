package dev.roadrig.wires.ssh;

import static org.awaitility.Awaitility.await;

import dev.roadrig.scenarios.time.RealTicker;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the driver against one OpenSSH server, as it is configured on most boards. */
@Tag("world")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
abstract class OnOpenSsh {
    static final Duration LONG = Duration.ofSeconds(60);

    final RealTicker ticker = new RealTicker("test");
    OpenSshd sshd;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        OpenSshd.assumeInstalled();
        sshd = OpenSshd.start(folder);
    }

    @AfterAll
    void stop() throws Exception {
        if (sshd != null) {
            sshd.close();
        }
        ticker.close();
    }

    @AfterEach
    void nothing_is_left() {
        await().atMost(LONG).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("rr-b-")));
    }

    SshLink connect() throws Exception {
        return SshLink.connect(sshd.target(), ticker, ticker.in(LONG));
    }
}
