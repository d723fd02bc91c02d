package dev.roadrig.agent.inference;

import ai.onnxruntime.OrtEnvironment;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Starts ONNX Runtime on a thread with a large stack. Version 1.29.0 recurses over the process's command line while it
 * starts: 4.6 KB of class path overflow Java's usual 1 MiB and end the process with SIGSEGV, without a word.
 */
final class OnnxStart {
    private static final long STACK_BYTES = 64L << 20;

    private OnnxStart() {}

    /** The process's one environment, started when it is first asked for. */
    static OrtEnvironment environment() {
        var start = new FutureTask<>(OrtEnvironment::getEnvironment);
        new Thread(null, start, "rr-onnxruntime-start", STACK_BYTES).start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return start.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof LinkageError cannotLoad) {
                        throw cannotLoad;
                    }
                    throw new IllegalStateException("ONNX Runtime does not start: " + e.getCause(), e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
