package dev.roadrig.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.wires.console.ConsoleShell;
import dev.roadrig.wires.qemu.QemuBench;
import dev.roadrig.wires.qemu.QemuSupply;
import java.time.Duration;

/** A Linux board under QEMU that is up, for one test. */
record QemuSession(RealTicker ticker, Rig rig, Closer owned, LiveBoard board) implements AutoCloseable {
    static final Duration LONG = Duration.ofMinutes(3);

    static QemuSession of(QemuBoards boards) throws Exception {
        var ticker = new RealTicker("qemu");
        var owned = new Closer();
        Rig rig = QemuBoards.rig(ticker);
        boolean up = false;
        try {
            LiveBoard board = LiveBoard.bringUp(rig, boards.board(), boards.programs(), owned);
            up = true;
            return new QemuSession(ticker, rig, owned, board);
        } catch (RunFault e) {
            throw new AssertionError(e.getMessage() + "\n" + e.evidence(), e);
        } finally {
            if (!up) {
                owned.close();
                ticker.close();
            }
        }
    }

    Deadline soon() {
        return ticker.in(LONG);
    }

    ConsoleShell console() {
        return board.consoleShell().orElseThrow();
    }

    QemuBench bench() {
        return ((QemuSupply) board.supply().orElseThrow()).bench();
    }

    String said(Shell shell, String command) throws Exception {
        Shell.Result result = shell.run(command, soon());
        assertThat(result.exitCode())
                .as("%s: %s%s", command, result.out(), result.err())
                .isZero();
        return result.out().strip();
    }

    @Override
    public void close() throws RunFault {
        owned.close();
        ticker.close();
    }
}
