package dev.roadrig.harness.rack;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;

/**
 * Finds any of a board's secrets in a stream of bytes, byte by byte and in one pass however many there are: the automaton of
 * Aho and Corasick, "Efficient string matching: an aid to bibliographic search" (1975). The stream is at a state, 0 at its
 * beginning.
 */
public final class SecretBytes {
    private static final int OCTETS = 256;
    private static final int NONE = -1;

    /** By state and octet. */
    private int[] next;
    /** By state: bytes of the longest secret that ends here. */
    private int[] ended;
    /** By state: bytes at the end of the stream that can still become a secret. */
    private int[] open;

    private int states = 1;

    SecretBytes(Collection<String> secrets) {
        int most = 1 + secrets.stream().mapToInt(secret -> bytes(secret).length).sum();
        next = new int[most * OCTETS];
        ended = new int[most];
        open = new int[most];
        Arrays.fill(next, NONE);
        secrets.forEach(secret -> plant(bytes(secret)));
        next = Arrays.copyOf(next, states * OCTETS);
        ended = Arrays.copyOf(ended, states);
        open = Arrays.copyOf(open, states);
        join();
    }

    private static byte[] bytes(String secret) {
        return secret.getBytes(StandardCharsets.UTF_8);
    }

    private void plant(byte[] secret) {
        int state = 0;
        for (int i = 0; i < secret.length; i++) {
            int edge = state * OCTETS + Byte.toUnsignedInt(secret[i]);
            if (next[edge] == NONE) {
                next[edge] = states++;
            }
            // Whatever goes on from here has this many bytes of a secret behind it.
            open[state] = i;
            state = next[edge];
        }
        ended[state] = secret.length;
    }

    /** Breadth first: where a secret does not go on, the longest end of what came that begins one does. */
    private void join() {
        int[] fallback = new int[states];
        Deque<Integer> queue = new ArrayDeque<>();
        queue.add(0);
        while (!queue.isEmpty()) {
            int state = queue.remove();
            for (int octet = 0; octet < OCTETS; octet++) {
                int edge = state * OCTETS + octet;
                int otherwise = state == 0 ? 0 : next[fallback[state] * OCTETS + octet];
                if (next[edge] == NONE) {
                    next[edge] = otherwise;
                } else {
                    int child = next[edge];
                    fallback[child] = otherwise;
                    ended[child] = Math.max(ended[child], ended[otherwise]);
                    open[child] = Math.max(open[child], open[otherwise]);
                    queue.add(child);
                }
            }
        }
    }

    /** The state after one more byte. */
    public int next(int state, byte octet) {
        return next[state * OCTETS + Byte.toUnsignedInt(octet)];
    }

    /** How many bytes the longest secret has that ends here; 0 where none does. */
    public int ended(int state) {
        return ended[state];
    }

    /** How many of the last bytes can be the beginning of a secret. */
    public int open(int state) {
        return open[state];
    }
}
