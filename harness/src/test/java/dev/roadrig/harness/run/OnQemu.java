package dev.roadrig.harness.run;

import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.wires.console.ConsoleShell;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tests of a Linux board under QEMU: each has one of its own, which is up when it begins. */
@Tag("world")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
abstract class OnQemu {
    static final Duration LONG = QemuSession.LONG;

    QemuBoards boards;
    LiveBoard board;
    Rig rig;
    RealTicker ticker;
    private @Nullable QemuSession session;

    @BeforeAll
    void make(@TempDir Path folder) throws Exception {
        boards = QemuBoards.make(folder);
    }

    @BeforeEach
    void bringUp() throws Exception {
        session = QemuSession.of(boards);
        board = session.board();
        rig = session.rig();
        ticker = session.ticker();
    }

    @AfterEach
    void end() throws RunFault {
        if (session != null) {
            session.close();
            session = null;
        }
    }

    QemuSession session() {
        if (session == null) {
            throw new IllegalStateException("no board is up");
        }
        return session;
    }

    Deadline soon() {
        return session().soon();
    }

    ConsoleShell console() {
        return session().console();
    }

    String said(Shell shell, String command) throws Exception {
        return session().said(shell, command);
    }
}
