package dev.roadrig.agent;

import dev.roadrig.agent.inference.BadFrame;
import dev.roadrig.agent.inference.InferenceFault;
import dev.roadrig.scenarios.time.ThreadEnd;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** The one thread that infers on the edge, in the order of the requests: a board has one accelerator. */
final class EdgeWorker implements AutoCloseable {
    /** Above this a board is more than a second behind a camera, and refuses. */
    static final int MOST_WAITING = 16;

    private final BlockingQueue<Job> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread thread;
    private volatile boolean closed;

    EdgeWorker(String board) {
        thread = new Thread(this::work, "rr-" + board + "-edge");
        thread.setDaemon(true);
        thread.start();
    }

    /** Takes a job, or refuses it at once. Never blocks. */
    void submit(Job job) {
        if (closed) {
            job.answer().refuse(ending());
        } else if (!waiting.offer(job)) {
            job.answer()
                    .refuse(Status.RESOURCE_EXHAUSTED.withDescription(
                            MOST_WAITING + " requests wait for the edge already; send them further apart"));
        } else if (closed) {
            // Closed in between: whoever empties the queue refuses it.
            drain();
        }
    }

    private void work() {
        while (!closed) {
            try {
                run(waiting.take());
            } catch (InterruptedException e) {
                // Only close() interrupts.
                break;
            }
        }
        drain();
    }

    private static void run(Job job) throws InterruptedException {
        try {
            job.run();
        } catch (BadFrame e) {
            job.answer().refuse(Status.INVALID_ARGUMENT.withDescription(e.getMessage()));
        } catch (InferenceFault e) {
            job.answer().refuse(Status.INTERNAL.withDescription(e.getMessage()));
        } catch (InterruptedException e) {
            job.answer().refuse(ending());
            throw e;
        }
    }

    private void drain() {
        var left = new ArrayList<Job>();
        waiting.drainTo(left);
        left.forEach(job -> job.answer().refuse(ending()));
    }

    private static Status ending() {
        return Status.UNAVAILABLE.withDescription("the agent is ending");
    }

    /** Refuses what waits, ends what is in work, and joins the thread. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        ThreadEnd.await(thread);
    }

    /** One request's work. */
    interface Job {
        /** Works and answers; what it throws is answered for it. */
        void run() throws BadFrame, InferenceFault, InterruptedException;

        Responder answer();
    }
}
