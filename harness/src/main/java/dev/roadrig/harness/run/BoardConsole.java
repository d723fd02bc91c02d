package dev.roadrig.harness.run;

import com.google.protobuf.ByteString;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.harness.rack.Secret;
import dev.roadrig.ports.Console;
import dev.roadrig.ports.LineNotice;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.record.v1.ConsoleBytes;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.wires.console.BootWatch;
import dev.roadrig.wires.console.ConsoleLogin;
import dev.roadrig.wires.console.ConsoleShell;
import dev.roadrig.wires.serial.ReturningConsole;
import dev.roadrig.wires.serial.SerialConsole;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * A board's console in a run: everything that goes over it is recorded, and its loss is a fault, unless it goes with a boot
 * that was ordered and comes back.
 *
 * @param port itself
 * @param watch what is recognised on it
 * @param shell behind its login
 */
record BoardConsole(ReturningConsole port, BootWatch watch, ConsoleShell shell) {
    /**
     * @param events told of what is recognised, and of a console that came back
     * @param owned owns the port
     */
    static BoardConsole open(
            Rig rig, RackBoard rack, RackBoard.SerialWire wire, BootWatch.EventListener events, Closer owned)
            throws RunFault, InterruptedException {
        // Half of what is allowed for a first sign: a boot loader that waits for a key does so earlier.
        Duration wakeAfter = rack.boot().firstSign().dividedBy(2);
        ReturningConsole console = owned.own(ReturningConsole.open(
                first -> SerialConsole.open(wire.device(), wire.baud(), rig.ticker(), rack.name(), first),
                rack.name(),
                wakeAfter,
                rig.ticker(),
                new Tap(rig, events)));
        var watch = new BootWatch(rack.name(), rig.ticker(), rack.boot());
        console.listen(watch);
        watch.onEvent(events);
        watch.onFault(rig.faults()::report);
        return new BoardConsole(console, watch, new ConsoleShell(console, watch, loginOf(wire), rig.ticker()));
    }

    /** Waits for the board's login, on a console that may be away at first. */
    void awaitLogin(Deadline deadline) throws RunFault, InterruptedException {
        port.awaitThere(deadline);
        watch.awaitLogin(deadline);
    }

    /** Logs in where a login is asked for; from then on a loss of the console is a fault again. */
    void logIn(Deadline deadline) throws RunFault, InterruptedException {
        shell.login(deadline);
        watch.ready();
        port.expectNoLoss();
    }

    /** As {@link #logIn}, on the console of a board that has not booted anew: what is in front of it is what was there before. */
    void logInAgain(Deadline deadline) throws RunFault, InterruptedException {
        port.awaitThere(deadline);
        logIn(deadline);
    }

    static ConsoleLogin loginOf(RackBoard.SerialWire wire) {
        return new ConsoleLogin(
                wire.login().orElse(""),
                wire.password().map(Secret::reveal).orElse(null),
                wire.silence(),
                new ConsoleLogin.Typing(wire.typedBytes(), wire.typingDelay()));
    }

    /** Into the record. */
    private record Tap(Rig rig, BootWatch.EventListener events) implements Console.Listener {
        @Override
        public void received(long nanos, byte[] bytes) {
            received(nanos, OptionalLong.empty(), bytes);
        }

        @Override
        public void received(long nanos, OptionalLong lateNanos, byte[] bytes) {
            ConsoleBytes.Builder heard = chunk(bytes, ConsoleBytes.Direction.FROM_BOARD);
            lateNanos.ifPresent(heard::setStampLateNs);
            rig.sink().write(nanos, heard.build());
        }

        @Override
        public void sent(long nanos, byte[] bytes) {
            rig.sink()
                    .write(nanos, chunk(bytes, ConsoleBytes.Direction.TO_BOARD).build());
        }

        @Override
        public void back(Duration away) {
            String text = "its console is back, after %.1f s".formatted(away.toNanos() / 1e9);
            events.seen(
                    rig.ticker().nanos(),
                    BoardEvent.newBuilder()
                            .setKind(BoardEvent.Kind.CONSOLE_BACK)
                            .setText(text)
                            .build());
        }

        @Override
        public void line(long nanos, LineNotice notice) {
            rig.sink()
                    .write(
                            nanos,
                            BoardEvent.newBuilder()
                                    .setKind(
                                            notice.kind() == LineNotice.Kind.ERRORS
                                                    ? BoardEvent.Kind.LINE_ERRORS
                                                    : BoardEvent.Kind.MODEM_LINES)
                                    .setText(notice.text())
                                    .build());
        }

        @Override
        public void lost(RunFault fault) {
            rig.faults().report(fault);
        }

        private static ConsoleBytes.Builder chunk(byte[] bytes, ConsoleBytes.Direction direction) {
            return ConsoleBytes.newBuilder().setDirection(direction).setData(ByteString.copyFrom(bytes));
        }
    }
}
