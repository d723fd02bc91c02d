package dev.roadrig.harness.run;

import dev.roadrig.scenarios.drive.Drive;
import dev.roadrig.scenarios.model.ModelCard;
import dev.roadrig.scenarios.record.v1.ConsoleWire;
import dev.roadrig.scenarios.record.v1.DriveIdentity;
import dev.roadrig.scenarios.record.v1.ModelIdentity;
import dev.roadrig.scenarios.record.v1.RunStart;
import dev.roadrig.scenarios.scenario.Scenario;
import java.time.Instant;

/** The first message of a record. */
final class RunStarts {
    private RunStarts() {}

    /** Nanoseconds since 1970. */
    static long nanosOf(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    }

    static RunStart of(String runId, ScenarioRun.Order order, Drive drive, long anchorNanos) {
        Scenario scenario = order.scenario();
        RunStart.Builder start = of(scenario, drive, order.repetition());
        order.image().ifPresent(firmware -> start.putBoardFacts(
                        "firmware-image", firmware.image().name())
                .putBoardFacts("firmware-sha256", firmware.image().sha256())
                .putBoardFacts("firmware-to-state", firmware.states()));
        return start.setRunId(runId)
                .setBoard(order.board().name())
                .setUtcAnchorNs(anchorNanos)
                .putBoardFacts("tier", order.board().tier())
                .putBoardFacts("tags", String.join(" ", order.board().tags()))
                .putBoardFacts("agent-sha256", order.agent().sha256())
                .setObserversYaml(order.board().observe().text())
                .setConsoleWire(order.board().console().map(ConsolePath::of).orElse(ConsoleWire.getDefaultInstance()))
                .build();
    }

    /** What does not depend on the board. */
    static RunStart.Builder of(Scenario scenario, Drive drive, int repetition) {
        ModelCard model = scenario.model();
        long to = Math.min(scenario.window().to().toNanos(), drive.duration().toNanos());
        return RunStart.newBuilder()
                .setRoadrigVersion(Version.text())
                .setScenario(scenario.name())
                .setScenarioFile(scenario.file().toString())
                .setScenarioYaml(scenario.text())
                .setSpecYaml(scenario.spec().text())
                .setRepetition(repetition)
                .setRepetitions(scenario.repeat())
                .setSeed(scenario.seed())
                .setDrive(DriveIdentity.newBuilder()
                        .setName(drive.name())
                        .setSha256(drive.sha256())
                        .setDurationNs(drive.duration().toNanos())
                        .setWindowStartNs(scenario.window().from().toNanos())
                        .setWindowEndNs(to)
                        .setFrames(drive.frameCount()))
                .setModel(ModelIdentity.newBuilder()
                        .setName(model.name())
                        .setSha256(model.sha256())
                        .setFile(model.file().getFileName().toString())
                        .setFormat(model.format().word())
                        .addAllLabels(model.output().labels())
                        .setCardYaml(model.text()))
                .setPlacement(scenario.placement().mode().word())
                .setCloudDeadlineNs(scenario.placement().cloudDeadline().toNanos())
                .setFeed(scenario.feed().word())
                .setJoin(scenario.join().word());
    }
}
