package dev.roadrig.wires;

import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.abort;

import com.sun.jna.Library;
import com.sun.jna.Native;
import dev.roadrig.scenarios.fault.RunFault;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * A file that nobody may open, tried with no more rights than any user has, also where the tests run as root: Linux keeps a
 * user for the file system in each thread, and a thread whose is not root's has none of root's rights to files
 * (setfsuid(2)). Threads that it starts have the same.
 */
public final class AsNobody {
    private static final int NOBODY = 65_534;

    private AsNobody() {}

    /** The C library's. */
    interface C extends Library {
        /** For this thread alone; gives the user before. */
        int setfsuid(int user);
    }

    /**
     * What becomes of it while the file has no permissions.
     *
     * @param file that is opened by the trial
     * @param trial whose classes are loaded already: what they are read from may be closed to nobody, too
     */
    public static RunFault fault(Path file, ThrowingCallable trial) throws IOException {
        Set<PosixFilePermission> before = Files.getPosixFilePermissions(file);
        C c = Native.load("c", C.class);
        Files.setPosixFilePermissions(file, Set.of());
        int user = c.setfsuid(NOBODY);
        try {
            requireDenied(file);
            return catchThrowableOfType(RunFault.class, trial);
        } finally {
            int unused = c.setfsuid(user);
            Files.setPosixFilePermissions(file, before);
        }
    }

    private static void requireDenied(Path file) {
        try (var opened = FileChannel.open(file, StandardOpenOption.READ)) {
            abort("this host lets anybody open what has no permissions: " + opened);
        } catch (IOException e) {
            // As it should be.
        }
    }
}
