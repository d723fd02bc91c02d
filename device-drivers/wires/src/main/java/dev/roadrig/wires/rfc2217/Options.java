package dev.roadrig.wires.rfc2217;

import dev.roadrig.ports.telnet.Telnet;
import java.io.ByteArrayOutputStream;
import java.util.BitSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the two sides of a telnet connection have agreed on. Each request is answered at most once and an answer never, so
 * that two sides which refuse each other come to rest.
 */
final class Options {
    private static final Set<Integer> OURS = Set.of(Telnet.BINARY, Telnet.SUPPRESS_GO_AHEAD, Telnet.COM_PORT);
    private static final Set<Integer> THEIRS =
            Set.of(Telnet.BINARY, Telnet.ECHO, Telnet.SUPPRESS_GO_AHEAD, Telnet.COM_PORT);

    private final BitSet weSaidWill = new BitSet();
    private final BitSet weSaidWont = new BitSet();
    private final BitSet weSaidDo = new BitSet();
    private final BitSet weSaidDont = new BitSet();
    private final BitSet theyWill = new BitSet();
    private final BitSet theyDo = new BitSet();
    private final BitSet theyWont = new BitSet();
    private final BitSet theyDont = new BitSet();
    private boolean heard;

    /** What a client says first. */
    synchronized byte[] opening() {
        for (int option : new int[] {Telnet.BINARY, Telnet.SUPPRESS_GO_AHEAD, Telnet.COM_PORT}) {
            weSaidWill.set(option);
            weSaidDo.set(option);
        }
        weSaidDo.set(Telnet.ECHO);
        var out = new ByteArrayOutputStream();
        out.writeBytes(Telnet.negotiation(Telnet.DO, Telnet.ECHO));
        for (int option : new int[] {Telnet.SUPPRESS_GO_AHEAD, Telnet.BINARY, Telnet.COM_PORT}) {
            out.writeBytes(Telnet.negotiation(Telnet.WILL, option));
            out.writeBytes(Telnet.negotiation(Telnet.DO, option));
        }
        return out.toByteArray();
    }

    /** Takes a word of the peer's. @return what to answer, if anything */
    synchronized Optional<byte[]> came(int verb, int option) {
        heard = true;
        return switch (verb) {
            case Telnet.WILL -> {
                theyWill.set(option, THEIRS.contains(option));
                yield THEIRS.contains(option)
                        ? once(weSaidDo, Telnet.DO, option)
                        : once(weSaidDont, Telnet.DONT, option);
            }
            case Telnet.DO -> {
                theyDo.set(option, OURS.contains(option));
                yield OURS.contains(option)
                        ? once(weSaidWill, Telnet.WILL, option)
                        : once(weSaidWont, Telnet.WONT, option);
            }
            case Telnet.WONT -> {
                theyWill.clear(option);
                theyWont.set(option);
                yield Optional.empty();
            }
            default -> {
                theyDo.clear(option);
                theyDont.set(option);
                yield Optional.empty();
            }
        };
    }

    private static Optional<byte[]> once(BitSet said, int verb, int option) {
        if (said.get(option)) {
            return Optional.empty();
        }
        said.set(option);
        return Optional.of(Telnet.negotiation(verb, option));
    }

    /** Whether anything of telnet came at all. */
    synchronized boolean heard() {
        return heard;
    }

    /** Port control is on when either side took the other's offer, as servers do it one way only. */
    synchronized boolean comPort() {
        return theyWill.get(Telnet.COM_PORT) || theyDo.get(Telnet.COM_PORT);
    }

    /**
     * Whether the peer has said what it will never do: no port control at all, or port control without all eight bits. That
     * it passes no eight bits does not say yet which of the two it is.
     */
    synchronized boolean refused() {
        boolean noComPort = theyWont.get(Telnet.COM_PORT) && theyDont.get(Telnet.COM_PORT);
        boolean noBinary = theyWont.get(Telnet.BINARY) || theyDont.get(Telnet.BINARY);
        return noComPort || (noBinary && comPort());
    }

    /** All eight bits both ways; without it a carriage return is followed by a byte that is not data. */
    synchronized boolean binary() {
        return theyWill.get(Telnet.BINARY) && theyDo.get(Telnet.BINARY);
    }
}
