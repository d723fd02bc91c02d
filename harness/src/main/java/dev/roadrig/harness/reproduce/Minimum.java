package dev.roadrig.harness.reproduce;

import dev.roadrig.scenarios.fault.RunFault;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a failing set from which no single element can be left out: delta debugging (Zeller and Hildebrandt, IEEE
 * Trans. Software Eng. 28, 2002).
 */
final class Minimum<T> {
    private final Fails<T> fails;

    /** Whether a part alone still fails. */
    @FunctionalInterface
    interface Fails<T> {
        boolean test(List<T> part) throws RunFault, InterruptedException;
    }

    Minimum(Fails<T> fails) {
        this.fails = fails;
    }

    /** @param whole a set that fails */
    List<T> of(List<T> whole) throws RunFault, InterruptedException {
        if (whole.isEmpty() || fails.test(List.of())) {
            return List.of();
        }
        List<T> kept = List.copyOf(whole);
        int parts = 2;
        while (kept.size() > 1) {
            List<T> smaller = smaller(kept, parts);
            if (smaller.size() < kept.size()) {
                parts = smaller.size() <= kept.size() / 2 ? 2 : Math.max(2, parts - 1);
                kept = smaller;
            } else if (parts < kept.size()) {
                parts = Math.min(kept.size(), parts * 2);
            } else {
                break;
            }
        }
        return kept;
    }

    /** The first part, or else the first complement of a part, that fails; the whole when none does. */
    private List<T> smaller(List<T> kept, int parts) throws RunFault, InterruptedException {
        List<List<T>> chunks = chunks(kept, parts);
        for (List<T> chunk : chunks) {
            if (chunk.size() < kept.size() && fails.test(chunk)) {
                return chunk;
            }
        }
        if (parts > 2) {
            for (List<T> chunk : chunks) {
                List<T> rest = new ArrayList<>(kept);
                rest.removeAll(chunk);
                if (fails.test(rest)) {
                    return List.copyOf(rest);
                }
            }
        }
        return kept;
    }

    private static <T> List<List<T>> chunks(List<T> kept, int parts) {
        List<List<T>> chunks = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            List<T> chunk = kept.subList(i * kept.size() / parts, (i + 1) * kept.size() / parts);
            if (!chunk.isEmpty()) {
                chunks.add(List.copyOf(chunk));
            }
        }
        return chunks;
    }
}
