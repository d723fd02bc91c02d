package dev.roadrig.harness.run;

import dev.roadrig.scenarios.model.ModelCard;
import dev.roadrig.scenarios.scenario.FaultOrder;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.Placement;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.spec.Spec;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Scenarios made by hand. */
final class Scenarios {
    private Scenarios() {}

    static Scenario playing(Placement placement, @Nullable LinkProfile network, long seed, List<FaultOrder> faults) {
        return new Scenario(
                "strip",
                Path.of("strip.scenario.yaml"),
                Path.of("strip"),
                Scenario.Window.WHOLE,
                model(),
                placement,
                network,
                faults,
                Scenario.Feed.PUSHED,
                Scenario.Join.FRAME_ID,
                new Spec("none", List.of(), ""),
                1,
                seed,
                null,
                "");
    }

    private static ModelCard model() {
        var input = new ModelCard.Input(
                32,
                32,
                ModelCard.ElementType.FLOAT32,
                ModelCard.Layout.NHWC,
                ModelCard.Channels.RGB,
                1 / 255.0,
                0,
                ModelCard.Resize.TRIANGLE,
                ModelCard.Region.BOX);
        List<Integer> order = IntStream.range(0, 43).boxed().toList();
        var output = new ModelCard.Output(order.stream().map(i -> "class " + i).toList(), order);
        return new ModelCard(
                "m", Path.of("m.yaml"), Path.of("m.onnx"), "0".repeat(64), ModelCard.Format.ONNX, input, output, "");
    }
}
