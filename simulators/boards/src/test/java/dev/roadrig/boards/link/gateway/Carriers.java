package dev.roadrig.boards.link.gateway;

import dev.roadrig.boards.link.packet.PacketCarrier;
import java.util.concurrent.atomic.AtomicLong;

/** Small carriers for tests. */
final class Carriers {
    private Carriers() {}

    /** What a carrier does with its {@code index}-th packet, counted from 1. */
    interface Fate {
        void decide(long index, byte[] packet, Runnable deliver);
    }

    static Gateway.Carriers passing() {
        return of((index, packet, deliver) -> deliver.run());
    }

    static Gateway.Carriers droppingEvery(long n) {
        return of((index, packet, deliver) -> {
            if (index % n != 0) {
                deliver.run();
            }
        });
    }

    /** Turns the last byte round and leaves the checksum as it was. */
    static Gateway.Carriers corrupting() {
        return of((index, packet, deliver) -> {
            packet[packet.length - 1] ^= 0x5a;
            deliver.run();
        });
    }

    static Gateway.Carriers of(Fate fate) {
        return (direction, outlet) -> new PacketCarrier() {
            private final AtomicLong count = new AtomicLong();

            @Override
            public void carry(long flow, byte[] packet) {
                fate.decide(count.incrementAndGet(), packet, () -> outlet.deliver(flow, packet));
            }

            @Override
            public void close() {}
        };
    }
}
