package dev.roadrig.harness.junit;

import dev.roadrig.harness.home.Home;
import dev.roadrig.harness.rack.Rack;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.harness.rack.RackFile;
import dev.roadrig.harness.run.AgentJar;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.scenario.ScenarioFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a scenario test is run with: read from its annotation, and from settings where the annotation says nothing.
 *
 * @param scenario with the annotation's overrides
 * @param agent what is deployed
 * @param out where runs' folders are made
 * @param results where Allure results go
 */
record Bench(Scenario scenario, RackBoard board, AgentJar agent, Path out, Path results) {
    private static final String OUT = "target/roadrig-runs";
    private static final String RESULTS = "target/allure-results";

    /**
     * Reads every file that the test names.
     *
     * @param settings by key, empty for what is not set
     * @throws BadInput when the annotation, a setting or a file is wrong
     */
    static Bench of(ScenarioTest test, Function<String, Optional<String>> settings) {
        Path base = Path.of(settings.apply("roadrig.scenarios").orElse(""));
        return new Bench(
                ScenarioFile.read(base.resolve(test.value()), overrides(test)),
                board(test, rack(test, base, settings), settings),
                AgentJar.at(settings.apply("roadrig.agent").map(Path::of).orElseGet(() -> Home.find()
                        .agentJar())),
                Path.of(settings.apply("roadrig.out").orElse(OUT)),
                Path.of(settings.apply("roadrig.allure.results")
                        .or(() -> settings.apply("allure.results.directory"))
                        .orElse(RESULTS)));
    }

    private static Rack rack(ScenarioTest test, Path base, Function<String, Optional<String>> settings) {
        if (!test.rack().isEmpty()) {
            return RackFile.read(base.resolve(test.rack()));
        }
        return RackFile.read(settings.apply("roadrig.rack")
                .map(Path::of)
                .orElseThrow(() -> new BadInput("No rack is named for " + test.value()
                        + ". Give @ScenarioTest(rack = \"FILE\"), or -Droadrig.rack=FILE.")));
    }

    private static RackBoard board(ScenarioTest test, Rack rack, Function<String, Optional<String>> settings) {
        Optional<String> named = test.board().isEmpty() ? settings.apply("roadrig.board") : Optional.of(test.board());
        if (named.isPresent()) {
            return rack.board(named.get());
        }
        return rack.only("@ScenarioTest(board = \"NAME\") or -Droadrig.board=NAME");
    }

    private static Map<String, String> overrides(ScenarioTest test) {
        Map<String, String> overrides = new LinkedHashMap<>();
        for (String override : test.overrides()) {
            int equals = override.indexOf('=');
            if (equals < 1) {
                throw new BadInput("@ScenarioTest(overrides): " + Wording.quote(override)
                        + " is not KEY=VALUE. Write it as in \"window.to=2s\".");
            }
            overrides.put(
                    override.substring(0, equals).strip(),
                    override.substring(equals + 1).strip());
        }
        return overrides;
    }
}
