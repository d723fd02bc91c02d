package dev.roadrig.harness.walls;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** A library and the only packages that may see it. */
@SuppressWarnings("ImmutableEnumChecker") // the lists come from List.of
enum LibraryWall {
    JACKSON(List.of("com.fasterxml..", "org.yaml.."), "dev.roadrig.scenarios.yaml..", "dev.roadrig.scenarios.json.."),
    COMPRESSION(List.of("net.jpountz..", "com.github.luben.."), "dev.roadrig.scenarios.mcap.."),
    JSSC(List.of("jssc.."), "dev.roadrig.wires.serial.."),
    JSCH(List.of("com.jcraft.."), "dev.roadrig.wires.ssh.."),
    ADB(List.of("dadb..", "okio..", "kotlin.."), "dev.roadrig.wires.adb.."),
    GRPC(
            List.of("io.grpc.."),
            "dev.roadrig.ports.agent..",
            "dev.roadrig.ports.inference..",
            "dev.roadrig.wires.agent..",
            "dev.roadrig.agent..",
            "dev.roadrig.boards.cloud.."),
    ONNX_RUNTIME(List.of("ai.onnxruntime.."), "dev.roadrig.agent.inference.."),
    TENSORFLOW_LITE(List.of("org.bytedeco..", "org.tensorflow.."), "dev.roadrig.agent.inference.."),
    MINA_SSHD(List.of("org.apache.sshd..", "org.bouncycastle.."), "dev.roadrig.boards.."),
    DNSJAVA(List.of("org.xbill.."), "dev.roadrig.boards.link.gateway.dns.."),
    JNA(List.of("com.sun.jna.."), "dev.roadrig.boards.."),
    ALLURE(List.of("io.qameta.allure.."), "dev.roadrig.reports.."),
    XCHART(List.of("org.knowm.."), "dev.roadrig.reports.."),
    STATISTICS(List.of("org.apache.commons.."), "dev.roadrig.reports.."),
    HDR_HISTOGRAM(List.of("org.HdrHistogram.."), "dev.roadrig.harness.replay.."),
    PICOCLI(List.of("picocli.."), "dev.roadrig.harness.."),
    JUNIT(List.of("org.junit.."), "dev.roadrig.harness..");

    private final List<String> library;
    private final List<String> rooms;

    LibraryWall(List<String> library, String... rooms) {
        this.library = library;
        this.rooms = List.of(rooms);
    }

    ArchRule rule() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(rooms.toArray(String[]::new))
                .should()
                .dependOnClassesThat(resideInAnyPackage(library.toArray(String[]::new)))
                .because("only " + String.join(", ", rooms) + " may see it");
    }
}
