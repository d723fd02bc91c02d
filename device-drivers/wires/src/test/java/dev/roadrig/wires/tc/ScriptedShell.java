package dev.roadrig.wires.tc;

import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import java.util.concurrent.atomic.AtomicInteger;

/** A board's root shell as far as {@link TcLink} sees it: no kernel here, only answers, and what befalls them. */
final class ScriptedShell implements Shell {
    private final String probe;
    final AtomicInteger words = new AtomicInteger();
    volatile Ailment ailment = deadline -> {};

    /** @param probe what it answers to the questions about its tc */
    ScriptedShell(String probe) {
        this.probe = probe;
    }

    /** Befalls a command before it is answered. */
    interface Ailment {
        void befall(Deadline deadline) throws RunFault, InterruptedException;
    }

    @Override
    public Result run(String commandLine, Deadline deadline) throws RunFault, InterruptedException {
        ailment.befall(deadline);
        words.incrementAndGet();
        if (commandLine.contains("say timers")) {
            return new Result(0, probe, "");
        }
        if (commandLine.contains("say restored")) {
            String qdiscs = probe.substring(probe.indexOf("==rr qdiscs"));
            return new Result(0, "==rr restored\n==rr done\ntaken back by the harness\n" + qdiscs, "");
        }
        return new Result(0, commandLine.contains("> silence") ? "123\n" : "", "");
    }
}
