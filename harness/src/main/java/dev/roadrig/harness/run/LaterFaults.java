package dev.roadrig.harness.run;

import dev.roadrig.scenarios.fault.RunFault;
import java.util.List;
import java.util.stream.Stream;

/** What went wrong after a first fault or an interrupt, which stays the one that is told: what is suppressed in it. */
public final class LaterFaults {
    private LaterFaults() {}

    /** Each in its own words, in the order in which they came. */
    public static List<String> of(Throwable first) {
        return Stream.of(first.getSuppressed()).map(LaterFaults::words).toList();
    }

    private static String words(Throwable later) {
        return later instanceof RunFault ? String.valueOf(later.getMessage()) : later.toString();
    }
}
