package dev.roadrig.harness.walls;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Library walls, module walls, and no way back between packages. */
class WallsTest {
    /** What each module may see of ours, beside itself. */
    private static final Map<String, List<String>> SEES = Map.of(
            "scenarios", List.of(),
            "ports", List.of("scenarios"),
            "wires", List.of("scenarios", "ports"),
            "agent", List.of("scenarios", "ports"),
            "boards", List.of("scenarios", "ports", "agent"),
            "reports", List.of("scenarios"),
            "harness", List.of("scenarios", "ports", "wires", "agent", "boards", "reports"));

    @Test
    void the_scan_found_every_module_and_more_than_two_hundred_classes() {
        Map<String, Long> classes = House.shipped().stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith("dev.roadrig."))
                .collect(Collectors.groupingBy(name -> name.split("\\.")[2], Collectors.counting()));
        assertThat(classes.keySet()).containsExactlyInAnyOrderElementsOf(SEES.keySet());
        assertThat(House.shipped().size()).isGreaterThan(200);
        assertThat(House.planted().size()).isGreaterThan(20);
    }

    @ParameterizedTest
    @EnumSource
    void a_library_is_seen_in_its_own_rooms_only(LibraryWall wall) {
        House.holdsAndSees(wall.rule(), "dev.roadrig.planted.Libraries$" + wall);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scenarios", "ports", "wires", "agent", "boards", "reports"})
    void a_module_sees_only_what_the_design_lets_it(String module) {
        List<String> hidden = SEES.keySet().stream()
                .filter(other -> !other.equals(module)
                        && !SEES.getOrDefault(module, List.of()).contains(other))
                .map(other -> "dev.roadrig." + other + "..")
                .toList();
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage("dev.roadrig." + module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(hidden.toArray(String[]::new));
        House.holdsAndSees(rule, "dev.roadrig." + module + ".planted.ModuleBreak");
    }

    @Test
    void the_container_format_stays_behind_drives_and_records() {
        ArchRule rule = noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.roadrig.scenarios.mcap..",
                        "dev.roadrig.scenarios.record..",
                        "dev.roadrig.scenarios.drive..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.roadrig.scenarios.mcap..");
        House.holdsAndSees(rule, "dev.roadrig.planted.Libraries$MCAP");
    }

    @Test
    void the_boards_contract_stays_with_its_two_ends() {
        ArchRule rule = noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.roadrig.ports.agent..",
                        "dev.roadrig.ports.inference..",
                        "dev.roadrig.wires.agent..",
                        "dev.roadrig.agent..",
                        "dev.roadrig.boards.cloud..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.roadrig.ports.agent..", "dev.roadrig.ports.inference..");
        House.holdsAndSees(rule, "dev.roadrig.planted.Libraries$CONTRACT");
    }

    /** What each package of the harness may see of the others. */
    private static final Map<String, List<String>> HARNESS_SEES = Map.of(
            "home", List.of(),
            "rack", List.of(),
            "evaluation", List.of(),
            "run", List.of("rack"),
            "replay", List.of(),
            "junit", List.of("home", "rack", "evaluation", "run"),
            "reproduce", List.of("rack", "run"),
            "cli", List.of("home", "rack", "evaluation", "run", "replay", "reproduce"));

    @Test
    void every_package_of_the_harness_says_what_it_sees() {
        assertThat(House.shipped().stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> name.startsWith("dev.roadrig.harness."))
                        .map(name -> name.split("\\.")[3]))
                .hasSameElementsAs(HARNESS_SEES.keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"home", "rack", "evaluation", "run", "replay", "junit", "reproduce", "cli"})
    void the_command_line_and_the_jupiter_extension_stand_on_the_same_floor_and_not_on_each_other(String name) {
        String[] hidden = HARNESS_SEES.keySet().stream()
                .filter(other -> !other.equals(name)
                        && !HARNESS_SEES.getOrDefault(name, List.of()).contains(other))
                .map(other -> "dev.roadrig.harness." + other + "..")
                .toArray(String[]::new);
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage("dev.roadrig.harness." + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(hidden);
        House.holdsAndSees(rule, "dev.roadrig.harness." + name + ".planted.PackageBreak");
    }

    @Test
    void there_is_no_way_back_between_packages() {
        ArchRule rule = slices().matching("dev.roadrig.(**)").should().beFreeOfCycles();
        House.holdsAndSees(rule, "dev.roadrig.planted.a");
    }
}
