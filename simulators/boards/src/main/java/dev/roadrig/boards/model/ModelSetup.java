package dev.roadrig.boards.model;

import dev.roadrig.boards.bug.FallbackBug;
import dev.roadrig.boards.soc.SocProfile;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.Placement;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a modelled board is made of.
 *
 * @param soc the chip's figures
 * @param placement where inference runs
 * @param link between board and cloud over drive time, or null for a link that adds nothing
 * @param driveZero drive time 0 on the ticker's timeline, {@link Long#MAX_VALUE} while it is not known
 * @param answers what the model says for a box, on the board and in the cloud alike
 * @param modelSha256 of the model that the answers stand for, hex
 * @param cloudTime how long the cloud computes for a frame
 * @param seed of everything random here
 * @param bug planted in the board's own inference, or null
 */
public record ModelSetup(
        SocProfile soc,
        Placement placement,
        @Nullable LinkProfile link,
        LongSupplier driveZero,
        BoxAnswers answers,
        String modelSha256,
        Duration cloudTime,
        long seed,
        @Nullable FallbackBug bug) {

    /** A board whose answers are a seeded function of the box over 43 classes, with a cloud that needs 4 ms. */
    public static ModelSetup seeded(
            SocProfile soc, Placement placement, @Nullable LinkProfile link, LongSupplier driveZero, long seed) {
        return new ModelSetup(
                soc, placement, link, driveZero, BoxAnswers.seeded(seed, 43), "", Duration.ofMillis(4), seed, null);
    }

    /** The same with a bug. */
    public ModelSetup with(FallbackBug planted) {
        return new ModelSetup(soc, placement, link, driveZero, answers, modelSha256, cloudTime, seed, planted);
    }
}
