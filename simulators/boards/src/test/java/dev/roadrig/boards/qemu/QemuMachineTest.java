package dev.roadrig.boards.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class QemuMachineTest {
    @TempDir
    private Path dir;

    /** Whether its folder is gone when one of two that close it at the same moment is done. */
    private static boolean closed(QemuMachine machine, BoardFolder folder, CyclicBarrier together) {
        try {
            together.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        machine.close();
        return Files.notExists(folder.path());
    }

    @Test
    void of_two_that_close_it_neither_is_done_before_its_folder_is_gone() throws Exception {
        var image = new BoardImage(dir, "", 256, "", dir, "", false, List.of(), List.of());
        for (int round = 0; round < 5; round++) {
            var folder = new BoardFolder(Files.createDirectory(dir.resolve("board-" + round)));
            for (int i = 0; i < 2_000; i++) {
                Files.createFile(folder.path().resolve("file-" + i));
            }
            Process process = new ProcessBuilder("sleep", "600").start();
            var machine = new QemuMachine(image, folder, process, 0);
            var together = new CyclicBarrier(2);
            List<CompletableFuture<Boolean>> both = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                var done = new CompletableFuture<Boolean>();
                both.add(done);
                new Thread(() -> done.completeAsync(() -> closed(machine, folder, together), Runnable::run)).start();
            }
            for (CompletableFuture<Boolean> each : both) {
                assertThat(each.get()).isTrue();
            }
            assertThat(process.isAlive()).isFalse();
        }
    }
}
