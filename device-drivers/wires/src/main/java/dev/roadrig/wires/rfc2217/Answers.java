package dev.roadrig.wires.rfc2217;

import dev.roadrig.ports.telnet.ComPort;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which answer belongs to the request that is out. Answers carry no number, so one of a request that was given up is known
 * only by its value: while such an answer is owed, one with another value than asked is taken for it.
 */
final class Answers {
    private final Map<ComPort, Integer> owed = new EnumMap<>(ComPort.class);
    private @Nullable ComPort awaited;
    private byte[] asked = new byte[0];
    private byte @Nullable [] answer;
    private boolean any;
    private long late;

    synchronized void await(ComPort option, byte[] value) {
        awaited = option;
        asked = value;
        answer = null;
    }

    /** What the server answered, or nothing yet. */
    synchronized byte @Nullable [] answer() {
        return answer;
    }

    /** Gives up: the answer may still come, and must not be taken for that of a later request. */
    synchronized void giveUp() {
        if (awaited != null && answer == null) {
            owed.merge(awaited, 1, Integer::sum);
        }
        awaited = null;
    }

    synchronized void came(ComPort option, byte[] value) {
        any = true;
        int debts = owed.getOrDefault(option, 0);
        boolean mine = option == awaited && answer == null;
        if (mine && (debts == 0 || Arrays.equals(value, asked))) {
            answer = value;
            return;
        }
        late++;
        owed.put(option, Math.max(0, debts - 1));
    }

    /** Whether any came at all. */
    synchronized boolean any() {
        return any;
    }

    /** How many answers came that nobody waited for any more. */
    synchronized long late() {
        return late;
    }
}
