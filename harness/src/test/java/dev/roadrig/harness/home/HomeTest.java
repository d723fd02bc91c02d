package dev.roadrig.harness.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.fault.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    @TempDir
    Path folder;

    @Test
    void classes_in_the_source_tree_find_the_tree_and_what_it_holds() {
        Home home = Home.find();
        assertThat(home.folder()).isEqualTo(SharedFolder.root());
        assertThat(home.demo().resolve("drive/frames.csv")).isRegularFile();
        assertThat(home.allure().resolve("lib")).isDirectoryContaining("glob:**/allure-commandline-*.jar");
    }

    @Test
    void an_unpacked_distribution_has_the_same_things_elsewhere() throws IOException {
        distribution();
        Home home = Home.at(folder);
        assertThat(home.demo()).isEqualTo(folder.resolve("demo"));
        assertThat(home.agentJar()).isEqualTo(folder.resolve("agent/roadrig-agent.jar"));
        assertThat(home.allure()).isEqualTo(folder.resolve("allure/allure-2.34.1"));
    }

    @Test
    void a_missing_part_says_which_and_what_to_do() throws IOException {
        distribution();
        Files.delete(folder.resolve("agent/roadrig-agent.jar"));
        assertThatThrownBy(() -> Home.at(folder).agentJar())
                .isInstanceOf(BadInput.class)
                .hasMessage("Missing: " + folder.resolve("agent/roadrig-agent.jar")
                        + ", the board agent. Unpack the distribution again.");
    }

    @Test
    void allure_without_its_libraries_is_missing() throws IOException {
        distribution();
        Files.delete(folder.resolve("allure/allure-2.34.1/lib"));
        assertThatThrownBy(() -> Home.at(folder).allure())
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no allure-VERSION/lib in " + folder.resolve("allure"));
    }

    @Test
    void any_other_folder_is_refused() {
        assertThatThrownBy(() -> Home.at(folder))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("Not Roadrig's folder: " + folder)
                .hasMessageContaining("-Droadrig.home=FOLDER");
    }

    private void distribution() throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        Files.createDirectories(folder.resolve("demo"));
        Files.createDirectories(folder.resolve("allure/allure-2.34.1/lib"));
        Files.createDirectories(folder.resolve("agent"));
        Files.createFile(folder.resolve("agent/roadrig-agent.jar"));
    }
}
