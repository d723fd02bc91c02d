package dev.roadrig.wires.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DeviceLockTest {
    /** The one of this process. */
    private static String folder() {
        return System.getProperty(
                DeviceLock.FOLDER_PROPERTY,
                Path.of(System.getProperty("java.io.tmpdir"), "roadrig-locks").toString());
    }

    @Test
    void a_thread_that_is_interrupted_lets_it_go_and_stays_so() throws Exception {
        try (var ticker = new RealTicker("test")) {
            var lock = DeviceLock.take("/dev/ttyINTERRUPTED", "b", ticker);
            Thread.currentThread().interrupt();
            lock.close();
            assertThat(Thread.interrupted()).isTrue();
            DeviceLock.take("/dev/ttyINTERRUPTED", "c", ticker).close();
        }
    }

    @Test
    void another_process_keeps_a_device_until_it_ends_however_it_ends() throws Exception {
        String device = "/dev/ttyTEST" + ProcessHandle.current().pid();
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-D" + DeviceLock.FOLDER_PROPERTY + "=" + folder(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DeviceLockHolder.class.getName(),
                        device)
                .redirectErrorStream(true)
                .start();
        try (var ticker = new RealTicker("test")) {
            var out = new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8));
            assertThat(out.readLine()).isEqualTo("held");
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> DeviceLock.take(device, "b", ticker))
                    .withMessageContaining("in use: owned by pid " + holder.pid() + " since ")
                    .withMessageContaining(" for other-board")
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo("console.busy"));
            holder.destroyForcibly();
            holder.waitFor();
            DeviceLock.take(device, "b", ticker).close();
        } finally {
            holder.destroyForcibly();
        }
    }
}
