package dev.roadrig.boards.link.gateway;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Numbers conversations from 0 in the order in which their first packets come, so that the same traffic has the same
 * numbers in every run, whatever ports it happens to have. The one that was silent longest is forgotten when there are too
 * many; should it speak again, it is a new one. For one thread.
 */
final class FlowNumbers {
    /** As many as a link's dice and counters keep in mind. */
    static final int MOST = 4_096;

    private final BiConsumer<Long, FlowKey> onNew;
    private final Map<FlowKey, Long> numbers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<FlowKey, Long> eldest) {
            return size() > MOST;
        }
    };
    private long next;

    /** @param onNew told every conversation with its number when it gets it */
    FlowNumbers(BiConsumer<Long, FlowKey> onNew) {
        this.onNew = onNew;
    }

    long of(FlowKey key) {
        Long known = numbers.get(key);
        if (known != null) {
            return known;
        }
        long number = next++;
        numbers.put(key, number);
        onNew.accept(number, key);
        return number;
    }
}
