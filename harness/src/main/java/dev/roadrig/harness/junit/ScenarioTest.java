package dev.roadrig.harness.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that is a scenario: it is run on a board as {@code roadrig run} does, judged, and its verdict is the test's.
 *
 * <pre>{@code
 * @ScenarioTest(value = "suites/tunnel.scenario.yaml", rack = "suites/rack.yaml")
 * void survives_the_tunnel(Run run) {
 *     assertEquals(Verdict.PASS, run.finding("LAT-1").verdict());
 * }
 * }</pre>
 *
 * <p>The run is over when the method is called. Afterwards FAIL is an {@link org.opentest4j.AssertionFailedError}, ERROR
 * a {@link RigErrorException} and INCONCLUSIVE an {@link InconclusiveError}. A method that only wants the verdict is
 * empty.
 *
 * <p>Settings, each a system property or in {@code junit-platform.properties}: {@code roadrig.scenarios}, the folder that
 * relative paths in annotations start from (the working directory); {@code roadrig.rack} and {@code roadrig.board};
 * {@code roadrig.out}, where runs' folders go ({@code target/roadrig-runs}); {@code roadrig.allure.results}, else
 * Allure's own {@code allure.results.directory}, else {@code target/allure-results}; {@code roadrig.agent}, another agent
 * jar than the one that comes with Roadrig.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Test
@ExtendWith(ScenarioExtension.class)
public @interface ScenarioTest {
    /** The scenario's file. */
    String value();

    /** The rack's file; the setting {@code roadrig.rack} when empty. */
    String rack() default "";

    /** The board's name; the setting {@code roadrig.board} when empty, else the rack's only board. */
    String board() default "";

    /** Each {@code KEY=VALUE} replaces a value of the scenario, by dotted key, as {@code -e} does. */
    String[] overrides() default {};

    /** Whether the verdict is the test's; if not, only the method decides. */
    boolean judge() default true;
}
