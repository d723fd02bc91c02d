package dev.roadrig.boards.link.gateway;

import dev.roadrig.boards.link.packet.PacketCarrier;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.link.Direction;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

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

    /** The same, but not before a moment; notes flows as they get their numbers. */
    static Gateway.Carriers beginning(LongSupplier beginNanos, Gateway.Carriers carriers, List<String> flows) {
        return new Gateway.Carriers() {
            @Override
            public PacketCarrier open(Direction direction, PacketCarrier.Outlet outlet) {
                return carriers.open(direction, outlet);
            }

            @Override
            public long beginNanos() {
                return beginNanos.getAsLong();
            }

            @Override
            public void flow(long number, String words) {
                flows.add(number + " " + words);
            }
        };
    }

    /** Passing ones that tell when packets no longer pass. */
    static Gateway.Carriers telling(Consumer<RigFault> broken) {
        return new Gateway.Carriers() {
            @Override
            public PacketCarrier open(Direction direction, PacketCarrier.Outlet outlet) {
                return passing().open(direction, outlet);
            }

            @Override
            public void broken(RigFault fault) {
                broken.accept(fault);
            }
        };
    }

    static Gateway.Carriers of(Fate fate) {
        return (direction, outlet) -> new PacketCarrier() {
            private final AtomicLong count = new AtomicLong();

            @Override
            public void carry(long flow, byte[] packet, long waitedNanos) {
                fate.decide(count.incrementAndGet(), packet, () -> outlet.deliver(flow, packet));
            }

            @Override
            public void close() {}
        };
    }
}
