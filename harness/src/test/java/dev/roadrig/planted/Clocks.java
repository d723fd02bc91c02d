package dev.roadrig.planted;

import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Reads clocks and waits behind the ticker's back. */
final class Clocks {
    private Clocks() {}

    static final class Now {
        Instant read() {
            return Instant.now();
        }
    }

    static final class Nanos {
        long read() {
            return System.nanoTime();
        }
    }

    static final class Reference {
        LongSupplier read() {
            return System::currentTimeMillis;
        }
    }

    static final class Sleep {
        void rest() throws InterruptedException {
            Thread.sleep(1);
        }
    }

    static final class Park {
        void rest() {
            LockSupport.parkNanos(1);
        }
    }

    static final class TimedWait {
        synchronized void rest() throws InterruptedException {
            while (toString().isEmpty()) {
                wait(1);
            }
        }
    }

    static final class TimedPoll {
        @Nullable
        String rest(BlockingQueue<String> queue) throws InterruptedException {
            return queue.poll(1, TimeUnit.SECONDS);
        }
    }
}
