package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.SecretMask;
import dev.roadrig.scenarios.fault.RunFault;

/** Tells what happens without the board's secrets. */
record MaskedProgress(Progress told, SecretMask mask) implements Progress {
    @Override
    public void phase(String name, String detail) {
        told.phase(name, mask.text(detail));
    }

    @Override
    public void replay(int sent, int total, String linkState) {
        told.replay(sent, total, linkState);
    }

    @Override
    public void fault(RunFault fault) {
        told.fault(mask.fault(fault));
    }
}
