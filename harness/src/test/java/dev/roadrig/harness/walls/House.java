package dev.roadrig.harness.walls;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;

/** The classes that the rules are about: everything that ships, and apart from it the planted breaks. */
final class House {
    /** Made from .proto files; their names and sizes are the generator's. */
    static final DescribedPredicate<JavaClass> GENERATED = DescribedPredicate.describe(
            "generated from .proto files",
            type -> type.getPackageName().equals("dev.roadrig.scenarios.record.v1")
                    || type.getPackageName().equals("dev.roadrig.scenarios.drive.v1")
                    || type.getPackageName().equals("dev.roadrig.scenarios.drive.foxglove")
                    || type.getPackageName().equals("dev.roadrig.ports.agent")
                    || type.getPackageName().equals("dev.roadrig.ports.inference"));

    private static final JavaClasses SHIPPED =
            new ClassFileImporter().withImportOption(House::ships).importPackages("dev.roadrig");

    private static final JavaClasses PLANTED = new ClassFileImporter()
            .withImportOption(location -> location.contains("/planted/"))
            .importPackages("dev.roadrig");

    private House() {}

    private static boolean ships(Location location) {
        return !location.contains("/test-classes/") && !location.contains("-tests.jar");
    }

    static JavaClasses shipped() {
        return SHIPPED;
    }

    static JavaClasses planted() {
        return PLANTED;
    }

    /** A rule that holds for what ships, and that sees its planted break. */
    static void holdsAndSees(ArchRule rule, String plantedBreak) {
        sees(rule, plantedBreak);
        rule.check(SHIPPED);
    }

    /** A rule that sees its planted break, named by the start of its place. */
    static void sees(ArchRule rule, String plantedBreak) {
        EvaluationResult planted = rule.allowEmptyShould(true).evaluate(PLANTED);
        assertThat(planted.getFailureReport().getDetails())
                .as("the rule must see its planted break: %s", rule.getDescription())
                .anyMatch(detail -> detail.contains(plantedBreak));
    }
}
