package dev.roadrig.harness.run;

import dev.roadrig.scenarios.fault.RunFault;

/** Told what happens in a run, for people who watch it. Called from several threads; must not block. */
public interface Progress {
    /** Tells nobody. */
    Progress SILENT = new Progress() {};

    default void phase(String name, String detail) {}

    /**
     * The replay goes on.
     *
     * @param sent frames sent
     * @param total frames in the window
     * @param linkState the conditions asked now, empty when nothing shapes the link
     */
    default void replay(int sent, int total, String linkState) {}

    default void fault(RunFault fault) {}
}
