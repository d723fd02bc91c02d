package dev.roadrig.harness.run;

import com.google.protobuf.ByteString;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.harness.rack.Secret;
import dev.roadrig.ports.Console;
import dev.roadrig.ports.LineNotice;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.record.v1.ConsoleBytes;
import dev.roadrig.wires.console.BootWatch;
import dev.roadrig.wires.console.ConsoleLogin;
import dev.roadrig.wires.console.ConsoleShell;
import dev.roadrig.wires.serial.SerialConsole;
import java.util.OptionalLong;

/**
 * A board's console in a run: everything that goes over it is recorded, and its loss is a fault.
 *
 * @param port itself
 * @param watch what is recognised on it
 * @param shell behind its login
 */
record BoardConsole(Console port, BootWatch watch, ConsoleShell shell) {
    /** @param owned owns the port */
    static BoardConsole open(Rig rig, RackBoard rack, RackBoard.SerialWire wire, Closer owned)
            throws RunFault, InterruptedException {
        SerialConsole console =
                owned.own(SerialConsole.open(wire.device(), wire.baud(), rig.ticker(), rack.name(), new Tap(rig)));
        var watch = new BootWatch(rack.name(), rig.ticker(), rack.boot());
        console.listen(watch);
        watch.onFault(rig.faults()::report);
        return new BoardConsole(console, watch, new ConsoleShell(console, watch, loginOf(wire), rig.ticker()));
    }

    static ConsoleLogin loginOf(RackBoard.SerialWire wire) {
        return new ConsoleLogin(
                wire.login().orElse(""),
                wire.password().map(Secret::reveal).orElse(null),
                wire.silence(),
                new ConsoleLogin.Typing(wire.typedBytes(), wire.typingDelay()));
    }

    /** Into the record. */
    record Tap(Rig rig) implements Console.Listener {
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
