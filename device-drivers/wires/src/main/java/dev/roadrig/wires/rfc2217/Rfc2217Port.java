package dev.roadrig.wires.rfc2217;

import dev.roadrig.ports.LineNotice;
import dev.roadrig.ports.telnet.ComPort;
import dev.roadrig.ports.telnet.PortControl;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.uart.SocketPort;
import dev.roadrig.wires.uart.UartPort;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A serial port of a terminal server: rate and format are set there, and the server's word for each is checked. */
public final class Rfc2217Port implements UartPort {
    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final byte NO_PARITY = 1;
    private static final byte ONE_STOP_BIT = 1;
    private static final byte BOTH = 3;
    /** That opening makes at most. */
    private static final int REQUESTS = 9;

    private final Rfc2217Address address;
    private final Duration negotiating;
    private final Ticker ticker;
    private @Nullable SocketChannel channel;
    private @Nullable Rfc2217Client client;
    private byte[] ready = new byte[0];
    private int taken;
    private volatile boolean dropping;

    public Rfc2217Port(Rfc2217Address address, Ticker ticker) {
        this(address, CONNECTING, ticker);
    }

    Rfc2217Port(Rfc2217Address address, Duration negotiating, Ticker ticker) {
        this.address = address;
        this.negotiating = negotiating;
        this.ticker = ticker;
    }

    @Override
    public void open() throws RigFault, InterruptedException {
        dropping = false;
        SocketChannel made = SocketPort.connect(
                InetSocketAddress.createUnresolved(address.host(), address.port()), ticker, CONNECTING);
        channel = made;
        var speaking = new Rfc2217Client(made, ticker, address.timeout());
        client = speaking;
        try {
            speaking.negotiate(negotiating);
        } catch (IOException e) {
            Optional<RigFault> away = turnedAway(speaking, e);
            throw away.orElseGet(() -> new RigFault(
                    "console.no-rfc2217", "%s is no RFC 2217 port: %s.".formatted(address, e.getMessage())));
        }
    }

    private Optional<RigFault> turnedAway(Rfc2217Client speaking, IOException e) {
        return speaking.lastWords()
                .map(said -> TurnedAway.after(address, said, speaking.reached()).fault(e));
    }

    @Override
    public Duration opening() {
        return CONNECTING.plus(negotiating).plus(address.timeout().multipliedBy(REQUESTS));
    }

    @Override
    public boolean setParameters(int baud) throws IOException, RigFault, InterruptedException {
        try {
            agree(baud);
            return true;
        } catch (IOException e) {
            // A server may agree on everything and then say that it can't.
            Optional<RigFault> away = turnedAway(client(), e);
            if (away.isPresent()) {
                throw away.get();
            }
            throw e;
        }
    }

    private void agree(int baud) throws IOException, InterruptedException {
        byte[] rate = ByteBuffer.allocate(Integer.BYTES).putInt(baud).array();
        set(ComPort.SET_BAUDRATE, rate);
        set(ComPort.SET_DATASIZE, (byte) 8);
        set(ComPort.SET_PARITY, NO_PARITY);
        set(ComPort.SET_STOPSIZE, ONE_STOP_BIT);
        if (!address.ignoreSetControl()) {
            lines();
        }
        ifAnswered(() -> {
            byte[] unused = client().request(ComPort.SET_LINESTATE_MASK, (byte) LineStates.ERRORS);
        });
        // Whoever had the port before may have left bytes. Some servers never answer a purge, and do it all the same.
        ifAnswered(() -> client().purge(BOTH));
        client().beginHeartbeat(baud);
    }

    private interface Dialogue {
        void run() throws IOException, InterruptedException;
    }

    /** What is good to have and not needed: a server that is gone is noticed by the next read. */
    private static void ifAnswered(Dialogue dialogue) throws IOException, InterruptedException {
        try {
            dialogue.run();
        } catch (InterruptedIOException e) {
            return;
        }
    }

    private void lines() throws IOException, InterruptedException {
        try {
            set(ComPort.SET_CONTROL, PortControl.FLOW_NONE);
            set(ComPort.SET_CONTROL, PortControl.DTR_ON);
            set(ComPort.SET_CONTROL, PortControl.RTS_ON);
        } catch (InterruptedIOException e) {
            throw new IOException(e.getMessage() + "; write ?ign_set_control where the port has no modem lines", e);
        }
    }

    @Override
    public List<LineNotice> lineNotices() throws IOException {
        return client().lineNotices();
    }

    private void set(ComPort option, byte... value) throws IOException, InterruptedException {
        byte[] inForce = client().request(option, value);
        if (!Arrays.equals(inForce, value)) {
            throw new IOException("%s: asked for %s, the server has %s in force"
                    .formatted(option.rfcName(), number(value), number(inForce)));
        }
    }

    private static String number(byte[] value) {
        long number = 0;
        for (byte b : value) {
            number = (number << Byte.SIZE) | (b & 0xFF);
        }
        return value.length == 0 ? "nothing" : Long.toString(number);
    }

    /**
     * Holds the line's break, which a kernel's SysRq and some bootloaders listen for. An ability of the driver: no command
     * of Roadrig's uses it, nor {@link #lines}.
     *
     * @param span how long at least
     */
    public void sendBreak(Duration span) throws IOException, InterruptedException {
        try {
            set(ComPort.SET_CONTROL, PortControl.BREAK_ON);
            // From the answer on, since the order itself takes its time.
            Deadline end = ticker.in(span);
            boolean unused = ticker.await(() -> end.passed(ticker), end);
        } finally {
            set(ComPort.SET_CONTROL, PortControl.BREAK_OFF);
        }
    }

    /** Sets DTR and RTS, which reset many boards. */
    public void lines(boolean dtr, boolean rts) throws IOException, InterruptedException {
        set(ComPort.SET_CONTROL, dtr ? PortControl.DTR_ON : PortControl.DTR_OFF);
        set(ComPort.SET_CONTROL, rts ? PortControl.RTS_ON : PortControl.RTS_OFF);
    }

    Rfc2217Client client() throws IOException {
        Rfc2217Client open = client;
        if (open == null) {
            throw new IOException("it is not open");
        }
        return open;
    }

    @Override
    public int waiting() throws IOException {
        int left = ready.length - taken;
        // What waits is handed over first: the last words before a hang-up, and a flood is held back at the server.
        return left > 0 ? left : client().waiting();
    }

    @Override
    public void watch() throws IOException {
        client().watch();
    }

    @Override
    public byte[] read(int count) throws IOException {
        if (taken == ready.length) {
            ready = client().read();
            taken = 0;
        }
        int end = Math.min(ready.length, taken + count);
        byte[] bytes = Arrays.copyOfRange(ready, taken, end);
        taken = end;
        return bytes;
    }

    @Override
    public boolean write(byte[] bytes) throws IOException, InterruptedException {
        return client().write(bytes, () -> dropping);
    }

    @Override
    public void dropWrites() {
        dropping = true;
        ticker.signal();
    }

    @Override
    public void close() throws IOException {
        dropping = true;
        if (channel != null) {
            channel.close();
        }
    }
}
