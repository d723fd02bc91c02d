package dev.roadrig.boards.rfc2217;

import dev.roadrig.ports.telnet.ComPort;
import dev.roadrig.ports.telnet.PortControl;
import dev.roadrig.ports.telnet.Telnet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The server's side of RFC 2217: every request has one answer, with the value that is in force. */
final class PortProtocol {
    private static final String SIGNATURE = "roadrig terminal server";
    private static final int STATE_BITS = 0xF0;
    private static final int NO_CARRIER_YET = -1;

    private final MemoryUart uart;
    private final Set<ServerFault> faults;
    private final Consumer<byte[]> out;
    private int lineMask;
    private int modemMask = 255;
    private int lastModem = NO_CARRIER_YET;
    private byte @Nullable [] heldBack;
    private boolean heldOnce;
    private int signaturesAsked;

    PortProtocol(MemoryUart uart, Set<ServerFault> faults, Consumer<byte[]> out) {
        this.uart = uart;
        this.faults = faults;
        this.out = out;
    }

    /** Takes a request of the client's. */
    synchronized void came(int code, byte[] value) {
        ComPort.ofClient(code).ifPresent(option -> request(option, value));
    }

    private void request(ComPort option, byte[] value) {
        switch (option) {
            case SIGNATURE -> {
                signaturesAsked++;
                if (!faults.contains(ServerFault.NO_SIGNATURE)) {
                    answer(option, SIGNATURE.getBytes(StandardCharsets.US_ASCII));
                }
            }
            case SET_BAUDRATE -> baud(value);
            case SET_DATASIZE -> {
                int bits = one(value);
                set(bits >= 5 && bits <= 8 ? uart.settings().withDataBits(bits) : uart.settings());
                answer(option, (byte) uart.settings().dataBits());
            }
            case SET_PARITY -> {
                int parity = one(value);
                set(parity >= 1 && parity <= 5 ? uart.settings().withParity(parity) : uart.settings());
                answer(option, (byte) uart.settings().parity());
            }
            case SET_STOPSIZE -> {
                int stop = one(value);
                set(stop >= 1 && stop <= 3 ? uart.settings().withStopBits(stop) : uart.settings());
                answer(option, (byte) uart.settings().stopBits());
            }
            case SET_CONTROL -> control(one(value));
            case SET_LINESTATE_MASK -> {
                lineMask = one(value);
                if (!faults.contains(ServerFault.NO_LINE_MASK_ANSWER)) {
                    answer(option, (byte) lineMask);
                }
            }
            case SET_MODEMSTATE_MASK -> {
                modemMask = one(value);
                answer(option, (byte) modemMask);
            }
            case PURGE_DATA -> {
                if ((one(value) & 1) != 0) {
                    uart.purgeReceived();
                }
                if (!faults.contains(ServerFault.NO_PURGE_ANSWER)) {
                    answer(option, value);
                }
            }
            case NOTIFY_MODEMSTATE -> tellModemState(true);
            default -> {}
        }
    }

    private void baud(byte[] value) {
        int asked = value.length == Integer.BYTES ? ByteBuffer.wrap(value).getInt() : 0;
        set(asked > 0 ? uart.settings().withBaud(asked) : uart.settings());
        int told =
                faults.contains(ServerFault.WRONG_RATE) ? 9601 : uart.settings().baud();
        byte[] frame = Telnet.comPort(
                ComPort.SET_BAUDRATE.code() + ComPort.ANSWER,
                ByteBuffer.allocate(Integer.BYTES).putInt(told).array());
        if (faults.contains(ServerFault.LATE_RATE_ANSWER) && !heldOnce) {
            heldOnce = true;
            heldBack = frame;
            return;
        }
        if (heldBack != null) {
            out.accept(heldBack);
            heldBack = null;
        }
        out.accept(frame);
    }

    private void control(int value) {
        PortSettings now = uart.settings();
        PortSettings.Lines lines = now.lines();
        switch (value) {
            case PortControl.FLOW_NONE, PortControl.FLOW_XON_XOFF, PortControl.FLOW_HARDWARE ->
                set(now.withFlow(value));
            case PortControl.BREAK_ON, PortControl.BREAK_OFF ->
                set(now.withLines(new PortSettings.Lines(value == PortControl.BREAK_ON, lines.dtr(), lines.rts())));
            case PortControl.DTR_ON, PortControl.DTR_OFF ->
                set(now.withLines(new PortSettings.Lines(lines.breaking(), value == PortControl.DTR_ON, lines.rts())));
            case PortControl.RTS_ON, PortControl.RTS_OFF ->
                set(now.withLines(new PortSettings.Lines(lines.breaking(), lines.dtr(), value == PortControl.RTS_ON)));
            default -> {}
        }
        if (!faults.contains(ServerFault.NO_CONTROL_ANSWER)) {
            answer(ComPort.SET_CONTROL, inForce(value));
        }
    }

    private byte inForce(int value) {
        PortSettings now = uart.settings();
        PortSettings.Lines lines = now.lines();
        if (value <= PortControl.FLOW_HARDWARE) {
            return (byte) now.flow();
        }
        if (value <= PortControl.BREAK_OFF) {
            return lines.breaking() ? PortControl.BREAK_ON : PortControl.BREAK_OFF;
        }
        if (value <= PortControl.DTR_OFF) {
            return lines.dtr() ? PortControl.DTR_ON : PortControl.DTR_OFF;
        }
        return lines.rts() ? PortControl.RTS_ON : PortControl.RTS_OFF;
    }

    synchronized int signaturesAsked() {
        return signaturesAsked;
    }

    /** Tells the modem lines when they changed, as changes to what was told last; or as asked. */
    synchronized void tellModemState(boolean asked) {
        int now = uart.modemLines() & STATE_BITS;
        if (lastModem == NO_CARRIER_YET && !asked) {
            return;
        }
        int before = lastModem == NO_CARRIER_YET ? now : lastModem;
        int changed = now ^ before;
        int trailingRing = changed & before & PortControl.MODEM_RING;
        int deltas = ((changed >> 4) & ~0x4) | (trailingRing >> 4);
        int told = now | deltas;
        lastModem = now;
        if (asked || (changed & modemMask) != 0) {
            notify(ComPort.NOTIFY_MODEMSTATE, told);
        }
    }

    /** Tells the errors of the line that the client wants to hear of. */
    synchronized void tellLineState() {
        int told = uart.takeLineErrors() & lineMask;
        if (told != 0) {
            notify(ComPort.NOTIFY_LINESTATE, told);
        }
    }

    private void notify(ComPort option, int bits) {
        out.accept(Telnet.comPort(option.code() + ComPort.ANSWER, (byte) bits));
    }

    private void set(PortSettings asked) {
        PortSettings unused = uart.set(asked);
    }

    private void answer(ComPort option, byte... value) {
        out.accept(Telnet.comPort(option.code() + ComPort.ANSWER, value));
    }

    private static int one(byte[] value) {
        return value.length == 1 ? value[0] & 0xFF : 0;
    }
}
