package dev.roadrig.harness.run;

import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.wires.console.BootWatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What is recognised on a board's console goes into the record, and how often it showed the beginning of a boot's stage is
 * counted.
 */
final class BootSigns implements BootWatch.EventListener {
    private final Rig rig;
    private final AtomicInteger signs = new AtomicInteger();

    BootSigns(Rig rig) {
        this.rig = rig;
    }

    @Override
    public void seen(long nanos, BoardEvent event) {
        rig.sink().write(nanos, event);
        if (event.getKind() == BoardEvent.Kind.BOOTLOADER || event.getKind() == BoardEvent.Kind.KERNEL) {
            signs.incrementAndGet();
        }
    }

    int count() {
        return signs.get();
    }
}
