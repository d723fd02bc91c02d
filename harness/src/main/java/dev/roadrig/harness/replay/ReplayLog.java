package dev.roadrig.harness.replay;

import dev.roadrig.scenarios.fault.RigFault;

/** Is told what became of every single message, by the thread that paces; times in nanoseconds since the replay began. */
public interface ReplayLog {
    /** Keeps nothing. */
    ReplayLog NONE = new ReplayLog() {
        @Override
        public void sent(ReplayMessage message, long dueNanos, long sentNanos, long takenNanos) {}

        @Override
        public void dropped(ReplayMessage message, long dueNanos, long atNanos) {}
    };

    /**
     * The consumer was given a message, and took it.
     *
     * @param takenNanos when it was free again
     */
    void sent(ReplayMessage message, long dueNanos, long sentNanos, long takenNanos) throws RigFault;

    /** A late consumer's policy let a message go. */
    void dropped(ReplayMessage message, long dueNanos, long atNanos) throws RigFault;
}
