package dev.roadrig.boards.link.packet;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts each flow's packets, from 0. Of more than {@value #MOST_FLOWS} flows the one that was silent longest is forgotten
 * and begins anew.
 */
final class FlowIndexes {
    private static final int MOST_FLOWS = 65_536;

    private final Map<Long, Long> last = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
            return size() > MOST_FLOWS;
        }
    };

    /** The index of a flow's next packet. */
    long next(long flow) {
        return last.merge(flow, 0L, (before, zero) -> before + 1);
    }
}
