package dev.roadrig.boards.rfc2217;

import dev.roadrig.ports.telnet.ComPort;
import dev.roadrig.ports.telnet.Telnet;
import dev.roadrig.ports.telnet.TelnetDecoder;
import dev.roadrig.ports.telnet.TelnetSink;
import dev.roadrig.scenarios.time.ThreadEnd;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** One client of a terminal server: its reader's thread, and another that sends what the port has. */
final class ClientSession implements TelnetSink {
    private static final String BANNER = "rack terminal server, port 1, 9600 baud\r\n";
    private static final int READ = 4096;
    /** Offers of unknown options stop here, or two sides that never tire would not end. */
    private static final int MOST_OFFERS = 64;

    private final Socket socket;
    private final MemoryUart uart;
    private final Set<ServerFault> faults;
    private final OutputStream out;
    private final PortProtocol protocol;
    private final Object gate = new Object();
    private final Thread reader;
    private final Thread sender;
    private boolean suspended;
    private boolean news;
    private boolean hungUp;
    private int offers;
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile boolean silent;
    private volatile boolean ended;

    ClientSession(Socket socket, MemoryUart uart, Set<ServerFault> faults) throws IOException {
        this.socket = socket;
        this.uart = uart;
        this.faults = faults;
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        out = socket.getOutputStream();
        protocol = new PortProtocol(uart, faults, this::send);
        reader = new Thread(this::read, "rr-rfc2217-client");
        sender = new Thread(this::feed, "rr-rfc2217-feed");
    }

    void start() {
        reader.start();
        sender.start();
    }

    boolean ended() {
        return ended;
    }

    /** Something of the port's changed: bytes, lines or errors. */
    void changed() {
        synchronized (gate) {
            news = true;
            gate.notifyAll();
        }
    }

    void say(String text) {
        send(Telnet.data(text.getBytes(StandardCharsets.US_ASCII)));
    }

    void goSilent() {
        silent = true;
    }

    int signaturesAsked() {
        return protocol.signaturesAsked();
    }

    void suspendClient(boolean stop) {
        ComPort told = stop ? ComPort.FLOWCONTROL_SUSPEND : ComPort.FLOWCONTROL_RESUME;
        send(Telnet.comPort(told.code() + ComPort.ANSWER));
    }

    private void read() {
        try (socket) {
            if (faults.contains(ServerFault.BANNER)) {
                say(BANNER);
            }
            if (!faults.contains(ServerFault.MUTE)) {
                open();
            }
            InputStream in = socket.getInputStream();
            var decoder = new TelnetDecoder(this);
            byte[] buffer = new byte[READ];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (silent) {
                    awaitHangUp();
                    return;
                }
                decoder.take(Arrays.copyOf(buffer, n));
            }
        } catch (IOException e) {
            // The client is gone; the port stays as it was set.
        } finally {
            ended = true;
            changed();
        }
    }

    private void awaitHangUp() {
        synchronized (gate) {
            while (!hungUp) {
                try {
                    gate.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private void open() {
        send(Telnet.negotiation(Telnet.WILL, Telnet.ECHO));
        send(Telnet.negotiation(Telnet.WILL, Telnet.SUPPRESS_GO_AHEAD));
        if (faults.contains(ServerFault.UNKNOWN_OPTIONS)) {
            send(Telnet.negotiation(Telnet.WILL, 200));
            send(Telnet.negotiation(Telnet.DO, 201));
        }
    }

    @Override
    public void data(byte[] bytes) {
        uart.write(bytes);
    }

    @Override
    public void negotiation(int verb, int option) {
        if (faults.contains(ServerFault.MUTE)) {
            return;
        }
        if (option >= 200) {
            refusals.incrementAndGet();
            if (offers++ < MOST_OFFERS) {
                send(Telnet.negotiation(verb == Telnet.DONT ? Telnet.WILL : Telnet.DO, option));
            }
            return;
        }
        boolean refuse = (option == Telnet.COM_PORT && faults.contains(ServerFault.NO_COM_PORT))
                || (option == Telnet.BINARY && faults.contains(ServerFault.NO_BINARY));
        if (verb == Telnet.WILL) {
            send(Telnet.negotiation(refuse ? Telnet.DONT : Telnet.DO, option));
        } else if (verb == Telnet.DO && option != Telnet.ECHO && option != Telnet.SUPPRESS_GO_AHEAD) {
            send(Telnet.negotiation(refuse ? Telnet.WONT : Telnet.WILL, option));
        }
        if (verb == Telnet.WILL && option == Telnet.COM_PORT && !refuse) {
            protocol.tellModemState(true);
        }
    }

    /** How often the client refused an option that nobody knows. */
    int refusals() {
        return refusals.get();
    }

    @Override
    public void subnegotiation(int option, byte[] value) {
        if (option != Telnet.COM_PORT || value.length == 0) {
            return;
        }
        int code = value[0] & 0xFF;
        byte[] rest = Arrays.copyOfRange(value, 1, value.length);
        if (code == 8 || code == 9) {
            synchronized (gate) {
                suspended = code == 8;
                gate.notifyAll();
            }
            return;
        }
        protocol.came(code, rest);
    }

    private void feed() {
        try {
            while (!ended) {
                synchronized (gate) {
                    while (!ended && (suspended || !news)) {
                        gate.wait();
                    }
                    news = false;
                }
                protocol.tellModemState(false);
                protocol.tellLineState();
                for (byte[] next = nextBytes(); next.length > 0; next = nextBytes()) {
                    send(Telnet.data(next));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] nextBytes() {
        synchronized (gate) {
            news |= suspended;
            return suspended ? new byte[0] : uart.take();
        }
    }

    private void send(byte[] frame) {
        if (silent) {
            return;
        }
        synchronized (out) {
            try {
                if (faults.contains(ServerFault.SINGLE_BYTES)) {
                    for (byte b : frame) {
                        out.write(b);
                        out.flush();
                    }
                } else {
                    out.write(frame);
                }
            } catch (IOException e) {
                ended = true;
            }
        }
    }

    void hangUp() throws IOException {
        synchronized (gate) {
            hungUp = true;
            gate.notifyAll();
        }
        socket.close();
    }

    void join() {
        ThreadEnd.await(reader);
        changed();
        ThreadEnd.await(sender);
    }
}
