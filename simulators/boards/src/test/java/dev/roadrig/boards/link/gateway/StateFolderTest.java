package dev.roadrig.boards.link.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.fault.RigFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
    @TempDir
    Path folder;

    @Test
    void a_user_whom_the_host_has_no_entry_for_may_use_the_folder_that_it_made() throws Exception {
        String name = System.getProperty("user.name");
        // What the JVM calls a number without a name.
        System.setProperty("user.name", "?");
        try {
            Path gateways = folder.resolve("gateways");
            assertThat(new StateFolder(gateways).all()).isEmpty();
            assertThat(new StateFolder(gateways).all()).isEmpty();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(gateways)))
                    .isEqualTo("rwx------");
        } finally {
            System.setProperty("user.name", name);
        }
    }

    @Test
    void a_folder_that_others_may_write_into_is_refused_and_one_of_somebody_else_too() throws Exception {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwx---"));
        assertThatThrownBy(() -> new StateFolder(open))
                .isInstanceOf(RigFault.class)
                .hasMessageContaining("can be written by others than");
        if (Files.getOwner(folder).equals(Files.getOwner(Path.of("/")))) {
            Path others = Files.createDirectory(folder.resolve("others"));
            Files.setAttribute(others, "unix:uid", 54_321);
            Files.setPosixFilePermissions(others, PosixFilePermissions.fromString("rwx------"));
            assertThatThrownBy(() -> new StateFolder(others)).isInstanceOf(RigFault.class);
        }
    }
}
