package dev.roadrig.boards.link.packet;

import dev.roadrig.boards.link.CarriedLedger;
import dev.roadrig.boards.link.Exit;
import dev.roadrig.boards.link.Since;

/** Counts in a ledger what becomes of packets. */
public class CountingWatch implements CarrierWatch {
    private final CarriedLedger ledger;

    public CountingWatch(CarriedLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void released(int bytes, long busyNanos, long lateNanos) {}

    @Override
    public void lost(long flow, long index, LossCause cause) {}

    @Override
    public void offered(Since conditions, long bits) {
        ledger.offered(conditions, bits);
        ledger.tried(conditions);
    }

    @Override
    public void lost(Since conditions, LossCause cause) {
        switch (cause) {
            case CHANCE -> ledger.lost(conditions);
            case QUEUE -> ledger.noRoom(conditions);
            case MTU -> ledger.tooLarge(conditions);
            // Not the link's doing: it came and did not pass.
            case MEMORY -> {}
        }
    }

    @Override
    public void left(Exit exit) {
        ledger.left(exit);
    }
}
