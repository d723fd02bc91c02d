package dev.roadrig.harness.home;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where Roadrig's own files are: the demo, the agent that is deployed to boards, and the Allure command line. They lie in
 * the source tree, built, or in an unpacked distribution.
 */
public final class Home {
    private final Path folder;
    private final Layout layout;

    private Home(Path folder, Layout layout) {
        this.folder = folder;
        this.layout = layout;
    }

    /**
     * The home that this program was started from: {@code -Droadrig.home}, which the launcher sets, else the nearest
     * folder above these classes that is one.
     *
     * @throws BadInput when there is none
     */
    public static Home find() {
        String told = System.getProperty("roadrig.home", "");
        if (!told.isBlank()) {
            return at(Path.of(told));
        }
        for (Path above = classes(); above != null; above = above.getParent()) {
            Optional<Layout> layout = Layout.of(above);
            if (layout.isPresent()) {
                return new Home(above, layout.get());
            }
        }
        throw new BadInput(
                "Roadrig's own folder is not known. Start it with its launcher, or say -Droadrig.home=FOLDER:"
                        + " the source tree or an unpacked distribution.");
    }

    /**
     * The home in a folder.
     *
     * @throws BadInput when the folder is neither the source tree nor an unpacked distribution
     */
    public static Home at(Path folder) {
        Path whole = folder.toAbsolutePath().normalize();
        return Layout.of(whole)
                .map(layout -> new Home(whole, layout))
                .orElseThrow(
                        () -> new BadInput(
                                "Not Roadrig's folder: " + whole + ". It is the source tree (with scenarios/demo) or an"
                                        + " unpacked distribution (with lib and demo). Give the right one with -Droadrig.home=FOLDER."));
    }

    public Path folder() {
        return folder;
    }

    /** The demo's drive, models, spec and scenario. */
    public Path demo() {
        return existing(layout.demo, "the demo");
    }

    /** The one jar that a board with a JVM runs. */
    public Path agentJar() {
        return existing(layout.agentJar, "the board agent");
    }

    /** The unpacked Allure 2 command line, with its {@code lib}, {@code config} and {@code plugins}. */
    public Path allure() {
        Path parent = existing(layout.allure, "the Allure command line");
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(parent, "allure-*")) {
            for (Path version : versions) {
                if (Files.isDirectory(version.resolve("lib"))) {
                    return version;
                }
            }
        } catch (IOException e) {
            throw new BadInput("Cannot read " + parent + ": " + FileTrouble.why(e), e);
        }
        throw new BadInput("There is no allure-VERSION/lib in " + parent + ". " + layout.remedy);
    }

    private Path existing(String relative, String what) {
        Path path = folder.resolve(relative);
        if (!Files.exists(path)) {
            throw new BadInput("Missing: " + path + ", " + what + ". " + layout.remedy);
        }
        return path;
    }

    private static Path classes() {
        try {
            URI source = Home.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            return Path.of(source).toAbsolutePath().normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the class path has a location that is no address", e);
        }
    }

    /** The two forms in which Roadrig's files lie on a disk. */
    private enum Layout {
        TREE(
                "scenarios/demo",
                "simulators/agent/target/roadrig-agent.jar",
                "harness/target/allure",
                "Build it: mvn -DskipTests package"),
        DISTRIBUTION("demo", "agent/roadrig-agent.jar", "allure", "Unpack the distribution again.");

        final String demo;
        final String agentJar;
        final String allure;
        final String remedy;

        Layout(String demo, String agentJar, String allure, String remedy) {
            this.demo = demo;
            this.agentJar = agentJar;
            this.allure = allure;
            this.remedy = remedy;
        }

        static Optional<Layout> of(Path folder) {
            if (Files.isRegularFile(folder.resolve("pom.xml")) && Files.isDirectory(folder.resolve(TREE.demo))) {
                return Optional.of(TREE);
            }
            boolean unpacked =
                    Files.isDirectory(folder.resolve("lib")) && Files.isDirectory(folder.resolve(DISTRIBUTION.demo));
            return unpacked ? Optional.of(DISTRIBUTION) : Optional.empty();
        }
    }
}
