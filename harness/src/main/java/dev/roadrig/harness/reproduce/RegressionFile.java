package dev.roadrig.harness.reproduce;

import dev.roadrig.scenarios.drive.Drive;
import dev.roadrig.scenarios.drive.DriveReader;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.link.Loss;
import dev.roadrig.scenarios.link.WayState;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.LinkState;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.scenario.ScenarioFile;
import dev.roadrig.scenarios.yaml.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A failing scenario as files that {@code roadrig run} and {@code roadrig replay} take: the scenario, its spec, and its
 * link as one row a change. Drive and model stay where they are.
 */
public final class RegressionFile {
    /** What is cut down is another scenario than the whole, with a history of its own. */
    private static final String LEAST = " (least)";

    private static final double LOSS_STEP = 1e-9;

    private final Path file;
    private final Path folder;
    private final String stem;

    /** @param file to be written, ending in .scenario.yaml; the spec and the link go beside it */
    public RegressionFile(Path file) {
        String name = file.getFileName().toString();
        if (!name.endsWith(".scenario.yaml")) {
            throw new BadInput(file + " is not named as a scenario. Let it end in .scenario.yaml.");
        }
        this.file = file.toAbsolutePath();
        this.folder = this.file.resolveSibling("").normalize();
        this.stem = name.substring(0, name.length() - ".scenario.yaml".length());
    }

    /**
     * Whether it can be written: before a search that takes hours, rather than after.
     *
     * @throws BadInput when one of its files exists
     */
    public void requireFree() {
        for (String ending : List.of(".scenario.yaml", ".spec.yaml", ".link.csv")) {
            if (Files.exists(folder.resolve(stem + ending))) {
                throw new BadInput(folder.resolve(stem + ending) + " exists, and is not written over. Name another"
                        + " scenario file.");
            }
        }
    }

    /**
     * Writes the files, and reads them again.
     *
     * @throws BadInput when a file cannot be written, or exists
     */
    public Path write(Scenario scenario) {
        try {
            Files.createDirectories(folder);
            create(stem + ".spec.yaml", scenario.spec().text());
            Map<String, String> values = values(scenario);
            LinkProfile network = scenario.network();
            if (network != null && LinkText.fitsRows(network)) {
                create(stem + ".link.csv", LinkText.rows(network, startOf(scenario.drive())));
            }
            // Written last: a scenario file without what it names is none.
            String text = YamlFile.of(scenario.file(), scenario.text(), values).text();
            create(file.getFileName().toString(), text);
        } catch (IOException e) {
            throw new BadInput(
                    "Cannot write the scenario " + file + ": " + FileTrouble.why(e) + ". Choose another file.", e);
        }
        requireSame(ScenarioFile.read(file), scenario);
        return file;
    }

    private void create(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text, java.nio.file.StandardOpenOption.CREATE_NEW);
    }

    private Map<String, String> values(Scenario scenario) {
        Map<String, String> values = ScenarioText.values(scenario);
        values.put("scenario", YamlFile.quoted(scenario.name() + LEAST));
        values.put("drive", path(scenario.drive()));
        values.put("model", path(scenario.model().card()));
        values.put("spec", YamlFile.quoted(stem + ".spec.yaml"));
        LinkProfile network = scenario.network();
        if (network != null) {
            String conditions = LinkText.fitsRows(network)
                    ? "trace: " + YamlFile.quoted(stem + ".link.csv")
                    : LinkText.conditions(network, folder);
            values.put("network", LinkText.network(conditions, network.packets()));
        }
        return values;
    }

    private String path(Path target) {
        return YamlFile.quoted(folder.relativize(target.toAbsolutePath()).toString());
    }

    private static long startOf(Path path) {
        try (Drive drive = DriveReader.open(path)) {
            return drive.startUtcNanos();
        }
    }

    private static void requireSame(Scenario read, Scenario written) {
        if (!read.window().equals(written.window())
                || !read.faults().equals(written.faults())
                || read.seed() != written.seed()
                || !Objects.equals(read.reproduces(), written.reproduces())
                || !read.model().equals(written.model())
                || !sameLink(read.network(), written.network())) {
            throw new IllegalStateException("the scenario that was written is not the one that was found");
        }
    }

    /** From the drive's start on; a state's name may change, and a loss in its ninth place. */
    static boolean sameLink(@Nullable LinkProfile a, @Nullable LinkProfile b) {
        if (a == null || b == null) {
            return Objects.equals(a, b);
        }
        List<LinkProfile.Step> left = changes(a);
        List<LinkProfile.Step> right = changes(b);
        boolean same = a.packets().equals(b.packets()) && left.size() == right.size();
        for (int i = 0; same && i < left.size(); i++) {
            LinkState x = left.get(i).state();
            LinkState y = right.get(i).state();
            same = left.get(i).driveOffsetNanos() == right.get(i).driveOffsetNanos()
                    && sameWay(x.up(), y.up())
                    && sameWay(x.down(), y.down());
        }
        return same;
    }

    /** Those of its steps that differ from the one before. */
    private static List<LinkProfile.Step> changes(LinkProfile profile) {
        List<LinkProfile.Step> changes = new ArrayList<>();
        for (LinkProfile.Step step : profile.from(0).steps()) {
            LinkState before =
                    changes.isEmpty() ? null : changes.get(changes.size() - 1).state();
            boolean same = before != null
                    && before.up().equals(step.state().up())
                    && before.down().equals(step.state().down());
            if (!same) {
                changes.add(step);
            }
        }
        return changes;
    }

    private static boolean sameWay(WayState a, WayState b) {
        boolean shares = a.loss() instanceof Loss.Bernoulli && b.loss() instanceof Loss.Bernoulli;
        var other = new WayState(b.bitsPerSecond(), b.delay(), b.jitter(), shares ? a.loss() : b.loss(), b.faults());
        return a.equals(other) && Math.abs(a.loss().share() - b.loss().share()) <= LOSS_STEP;
    }
}
