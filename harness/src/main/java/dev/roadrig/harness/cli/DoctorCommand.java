package dev.roadrig.harness.cli;

import dev.roadrig.harness.rack.Leases;
import dev.roadrig.reports.text.PlainText;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.Ticker;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code roadrig doctor}: whether this host has what Roadrig needs. */
@Command(
        name = "doctor",
        description = {
            "Tries everything that Roadrig needs of this host, and says what to do where something is missing.",
            "Exits 0 unless something that the demo needs is missing, then 3."
        },
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    private static final int ERROR = 3;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        List<HostCheck.Finding> findings;
        try (Ticker ticker = new RealTicker("doctor")) {
            findings = new HostCheck(ticker, Path.of("/proc/self")).all(Leases.folder(), Path.of(""));
        }
        List<List<String>> rows = new ArrayList<>();
        findings.forEach(f -> rows.add(List.of(f.level(), f.name(), PlainText.line(f.text()))));
        PrintWriter out = spec.commandLine().getOut();
        Columns.of(rows).forEach(out::println);
        long missing = findings.stream().filter(f -> !f.fine() && f.needed()).count();
        out.println(missing == 0 ? "The demo can run here." : missing + " of what the demo needs is missing.");
        return missing == 0 ? 0 : ERROR;
    }
}
