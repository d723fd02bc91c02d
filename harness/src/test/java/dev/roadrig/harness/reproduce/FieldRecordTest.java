package dev.roadrig.harness.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import dev.roadrig.boards.model.ModelSetup;
import dev.roadrig.boards.soc.SocProfile;
import dev.roadrig.harness.home.Home;
import dev.roadrig.harness.run.VirtualRun;
import dev.roadrig.scenarios.drive.Drive;
import dev.roadrig.scenarios.drive.DriveReader;
import dev.roadrig.scenarios.drive.formats.DriveImport;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.record.v1.LinkAsked;
import dev.roadrig.scenarios.record.v1.Phase;
import dev.roadrig.scenarios.record.v1.RunStart;
import dev.roadrig.scenarios.scenario.FaultOrder;
import dev.roadrig.scenarios.scenario.LinkState;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.scenario.ScenarioFile;
import dev.roadrig.scenarios.scenario.Symptom;
import dev.roadrig.scenarios.scenario.SymptomReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of the demo's scenario on a modelled board, read to be played again. */
class FieldRecordTest {
    private static final FieldRecord.Options AS_IT_SAYS = new FieldRecord.Options(Optional.empty(), Map.of(), false);

    @TempDir
    private Path folder;

    private Scenario demo;
    private Path record;

    @BeforeEach
    void play() throws Exception {
        Path file = Home.find().demo().resolve("tunnel.scenario.yaml");
        demo = ScenarioFile.read(file, Map.of("window", "{from: 2s, to: 6s}"));
        record = folder.resolve("run.mcap");
        try (Drive drive = DriveReader.open(demo.drive())) {
            VirtualRun.play(
                    record,
                    demo,
                    drive,
                    zero -> ModelSetup.seeded(
                            SocProfile.dashcam(), demo.placement(), demo.network(), zero, demo.seed()));
        }
    }

    private Path changed(UnaryOperator<Message> change) throws Exception {
        return Rewritten.copy(record, folder.resolve("changed.mcap"), change);
    }

    private static UnaryOperator<Message> start(UnaryOperator<RunStart.Builder> change) {
        return message -> message instanceof RunStart start
                ? change.apply(start.toBuilder()).build()
                : message;
    }

    @Test
    void a_record_is_played_again_as_it_was_with_its_own_repetitions_seed() throws Exception {
        FieldRecord third =
                FieldRecord.read(changed(start(s -> s.setRepetition(3).setRepetitions(5))), AS_IT_SAYS);

        assertThat(third.scenario().window()).isEqualTo(demo.window());
        assertThat(third.scenario().placement()).isEqualTo(demo.placement());
        assertThat(third.scenario().network()).isEqualTo(demo.network());
        assertThat(third.scenario().spec().text()).isEqualTo(demo.spec().text());
        assertThat(third.scenario().seed()).isEqualTo(demo.seed(3)).isNotEqualTo(demo.seed());
        assertThat(FieldRecord.read(record, AS_IT_SAYS).scenario().seed()).isEqualTo(demo.seed());
        assertThat(third.judgement().orElseThrow().runs().get(0).frames()).hasSize(40);
    }

    @Test
    void the_link_is_the_records_even_where_the_trace_has_changed_since() throws Exception {
        LinkAsked slow = LinkAsked.newBuilder()
                .setDriveOffsetNs(2_000_000_000L)
                .setState("as-it-was")
                .setUpBitsPerSecond(123_000)
                .setDownBitsPerSecond(456_000)
                .setRttNs(7_000_000)
                .build();
        // A modelled link records nothing of itself; this stands where the last phase stood.
        FieldRecord field = FieldRecord.read(
                changed(message ->
                        message instanceof Phase phase && phase.getName().equals("settle") ? slow : message),
                AS_IT_SAYS);

        assertThat(Objects.requireNonNull(field.scenario().network()).at(2_500_000_000L))
                .isEqualTo(new LinkState("as-it-was", 123_000, 456_000, Duration.ofMillis(7), Duration.ZERO, 0));
    }

    @Test
    void another_drive_or_model_or_a_lost_place_is_refused_with_what_to_do() throws Exception {
        Path otherDrive = changed(start(s -> s.setDrive(s.getDrive().toBuilder().setSha256("f".repeat(64)))));
        assertThatThrownBy(() -> FieldRecord.read(otherDrive, AS_IT_SAYS))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("is not the one that")
                .hasMessageContaining("f".repeat(64));
        Files.delete(otherDrive);
        Path otherModel = changed(start(s -> s.setModel(s.getModel().toBuilder().setSha256("e".repeat(64)))));
        assertThatThrownBy(() -> FieldRecord.read(otherModel, AS_IT_SAYS))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("--any-firmware");
        assertThat(FieldRecord.read(otherModel, new FieldRecord.Options(Optional.empty(), Map.of(), true))
                        .scenario()
                        .model())
                .isEqualTo(demo.model());
        Files.delete(otherModel);
        Path moved = changed(start(
                s -> s.setScenarioFile(folder.resolve("gone/x.scenario.yaml").toString())));
        assertThatThrownBy(() -> FieldRecord.read(moved, AS_IT_SAYS))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("--scenario");
        assertThat(FieldRecord.read(moved, new FieldRecord.Options(Optional.of(demo.file()), Map.of(), false))
                        .scenario()
                        .drive())
                .isEqualTo(demo.drive());
    }

    @Test
    void the_first_requirement_that_fails_is_looked_for_and_nothing_that_the_record_does_not_show() {
        FieldRecord field = FieldRecord.read(record, AS_IT_SAYS);

        // A modelled board's classes are made up.
        assertThat(Symptoms.of(field, Optional.empty(), List.of())).hasValue(new Symptom.Requirement("ACC-1"));
        assertThatThrownBy(() -> Symptoms.of(field, Optional.of("reboot"), List.of()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("does not itself show");
        assertThatThrownBy(() -> Symptoms.of(field, Optional.of("first-difference"), List.of()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("--control");
        assertThatThrownBy(() -> Symptoms.of(
                        field,
                        Optional.of("first-difference"),
                        List.of(field.judgement().orElseThrow())))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("No result");
    }

    @Test
    void a_drive_of_the_field_takes_the_place_of_a_scenarios_and_brings_its_own_link() throws Exception {
        Path bundle = folder.resolve("field.mcap");
        DriveImport imported = DriveImport.of(demo.drive(), bundle);
        assertThat(imported).isNotNull();
        var options = new FieldRecord.Options(Optional.of(demo.file()), Map.of(), false);

        FieldRecord field = FieldRecord.read(bundle, options);

        assertThat(field.scenario().drive()).isEqualTo(bundle);
        assertThat(field.judgement()).isEmpty();
        assertThat(Objects.requireNonNull(field.scenario().network())
                        .at(11_000_000_000L)
                        .outage())
                .isTrue();
        assertThatThrownBy(() -> FieldRecord.read(bundle, AS_IT_SAYS))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("--scenario");
    }

    @Test
    void a_control_counts_once_and_is_of_the_same_scenario_drive_and_window() throws Exception {
        FieldRecord field = FieldRecord.read(record, AS_IT_SAYS);
        Path sound = changed(start(s -> s.setRunId("sound")));
        Path shorter = Rewritten.copy(record, folder.resolve("shorter.mcap"), start(s -> s.setRunId("shorter")
                .setDrive(s.getDrive().toBuilder().setWindowEndNs(5))));

        assertThat(Controls.judged(List.of(sound), field)).hasSize(1);
        for (List<Path> wrong : List.of(List.of(sound, sound), List.of(record), List.of(shorter))) {
            assertThatThrownBy(() -> Controls.judged(wrong, field))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("The control");
        }
    }

    @Test
    void what_is_replaced_by_hand_is_not_the_records() {
        var options =
                new FieldRecord.Options(Optional.empty(), Map.of("network", "{rate: 1 Mbit/s, rtt: 50ms}"), false);

        assertThat(Objects.requireNonNull(
                                FieldRecord.read(record, options).scenario().network())
                        .at(0)
                        .upBitsPerSecond())
                .isEqualTo(1_000_000);
    }

    @Test
    void a_scenario_that_was_found_is_kept_as_files_that_are_read_again() {
        FieldRecord field = FieldRecord.read(record, AS_IT_SAYS);
        Symptom symptom = SymptomReader.parse("t", "{missing-results: {from: 3s, to: 4s, at-least: 2}}");
        var late = new FaultOrder(
                FaultOrder.Kind.CAMERA,
                Duration.ofSeconds(3),
                Duration.ofMillis(500),
                Map.of("what", "late", "by", "80ms"));
        Scenario least = new Conditions(field.scenario()).with(List.of(Condition.Trait.JITTER));
        Scenario found = least.under(least.window(), least.network(), List.of(late), least.text())
                .reproducing(symptom);

        Path file = new RegressionFile(folder.resolve("kept/least.scenario.yaml")).write(found);

        Scenario again = ScenarioFile.read(file);
        assertThat(again.window()).isEqualTo(found.window());
        assertThat(again.network()).isEqualTo(found.network()).isNotEqualTo(demo.network());
        assertThat(again.faults()).isEqualTo(found.faults());
        assertThat(again.name()).isEqualTo(found.name() + " (least)");
        assertThat(again.reproduces()).isEqualTo(symptom);
        assertThat(again.drive()).isEqualTo(found.drive());
        assertThat(again.model().sha256()).isEqualTo(found.model().sha256());
        assertThat(again.spec().requirements()).isEqualTo(found.spec().requirements());
        assertThat(again.seed()).isEqualTo(found.seed());
        assertThatThrownBy(() -> new RegressionFile(file).write(found)).isInstanceOf(BadInput.class);
    }
}
