package dev.roadrig.reports.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.roadrig.reports.RecordBuilder;
import dev.roadrig.reports.accuracy.FrameDifferences.Difference;
import dev.roadrig.reports.accuracy.FrameDifferences.Kind;
import dev.roadrig.reports.join.FrameRow.ObjectRow;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.record.v1.Decoded;
import dev.roadrig.scenarios.record.v1.RunStart;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccuracyTest {
    private static List<ObjectRow> objects(int n, int truth, int answered) {
        return Collections.nCopies(n, new ObjectRow(truth, truth, Optional.of(answered)));
    }

    @Test
    void a_score_is_shown_beside_the_commonest_class_and_the_classes_own_means() {
        List<ObjectRow> all = new ArrayList<>(objects(6, 1, 1));
        all.addAll(objects(1, 2, 2));
        all.addAll(objects(2, 2, 1));
        all.add(new ObjectRow(3, 3, Optional.empty()));
        Score score = Score.of(all);
        assertThat(score.top1()).isEqualTo(0.7);
        assertThat(score.commonestClass()).isEqualTo(0.6);
        assertThat(score.macro()).isEqualTo((1 + 1 / 3.0 + 0) / 3, within(1e-12));
        assertThat(score.unanswered()).isEqualTo(1);
        assertThat(score.confusion()).containsEntry(2, Map.of(1, 2, 2, 1));
        assertThat(score.confusionText()).isEqualTo("1: as 1 6\n2: as 1 2, as 2 1\n3: no answer 1");
        assertThat(score.warning())
                .isEqualTo(
                        "1 objects have no answer and count as wrong. Always answering the commonest class scores 60.0 %."
                                + " The objects come in 3 tracks, and samples of one track depend on each other, so the interval is"
                                + " too narrow.");
    }

    @Test
    void chance_and_perfection_are_both_suspicious() {
        List<ObjectRow> chance = new ArrayList<>(objects(50, 1, 1));
        chance.addAll(objects(50, 2, 1));
        assertThat(Score.of(chance).warning()).contains("at chance level: check the class order of the labels");
        chance.set(60, new ObjectRow(2, 2, Optional.of(2)));
        assertThat(Score.of(chance).warning()).doesNotContain("chance level");
        assertThat(Score.of(objects(200, 1, 1)).warning()).contains("All of 200 right is rare");
        assertThat(Score.of(objects(199, 1, 1)).warning()).doesNotContain("rare");
    }

    @Test
    void what_was_not_answered_is_no_chance_level() {
        List<ObjectRow> lost = new ArrayList<>(objects(25, 1, 1));
        lost.addAll(objects(25, 2, 2));
        lost.addAll(Collections.nCopies(60, new ObjectRow(1, 1, Optional.empty())));
        assertThat(Score.of(lost).top1()).isLessThan(Score.of(lost).commonestClass());
        assertThat(Score.of(lost).warning())
                .startsWith("60 objects have no answer")
                .doesNotContain("chance");
    }

    @Test
    void a_handful_of_objects_tells_nothing_of_chance() {
        List<ObjectRow> few = new ArrayList<>(objects(3, 1, 2));
        few.addAll(objects(2, 2, 2));
        assertThat(Score.of(few).warning()).doesNotContain("chance");
    }

    @Test
    void a_set_of_nearly_one_class_is_blamed_before_the_labels() {
        List<ObjectRow> oneSided = new ArrayList<>(objects(94, 1, 1));
        oneSided.addAll(objects(6, 2, 1));
        assertThat(Score.of(oneSided).warning())
                .contains("no better than that, and one class is most of the objects")
                .doesNotContain("chance level");
    }

    @Test
    void the_empty_set_has_no_score() {
        Score score = Score.of(List.of());
        assertThat(score.top1()).isNaN();
        assertThat(score.macro()).isNaN();
        assertThat(score.commonestClass()).isNaN();
        assertThat(score.warning()).isEmpty();
    }

    private static RecordBuilder answer(RecordBuilder record, int frame, int klass) {
        return record.sent(frame)
                .result(frame, 10, r -> r.setDecoded(0, Decoded.newBuilder().setClassId(klass)));
    }

    @Test
    void two_runs_differ_by_frame() {
        RunTable a = answer(answer(new RecordBuilder(), 0, 7), 1, 7)
                .answered(2, 10)
                .sent(3)
                .complete();
        RunTable b = answer(answer(new RecordBuilder(), 0, 7), 1, 8)
                .answered(2, 99)
                .answered(3, 10)
                .answered(4, 1)
                .complete();
        FrameDifferences found = FrameDifferences.between(a, b);
        assertThat(found.answeredInBoth()).isEqualTo(3);
        assertThat(found.differences())
                .containsExactly(
                        new Difference(1, Kind.CLASS, "frame 1 is answered 7 and 8"),
                        new Difference(3, Kind.ANSWERED, "frame 3 is lost and answered"),
                        new Difference(4, Kind.TRUTH, "frame 4 is only in the second run"));
        assertThat(found.same()).isFalse();
        assertThat(FrameDifferences.between(a, a).differences()).isEmpty();
        RunTable lost = new RecordBuilder().sent(0).sent(1).sent(2).sent(3).complete();
        assertThat(FrameDifferences.between(a, lost).same())
                .as("other frames lost, same truth and classes")
                .isTrue();
    }

    @Test
    void runs_of_two_scenarios_cannot_be_compared() {
        RunTable a = new RecordBuilder().answered(0, 1).complete();
        RunTable b = new RecordBuilder()
                .at(
                        -1,
                        RunStart.newBuilder()
                                .setScenario("other")
                                .setJoin("frame-id")
                                .build())
                .complete();
        assertThatThrownBy(() -> FrameDifferences.between(a, b))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("tunnel and other");
    }
}
