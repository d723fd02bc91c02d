package dev.roadrig.scenarios.drive;

import dev.roadrig.scenarios.drive.formats.DriveImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** A process of little memory that imports a large folder and plays what it made. */
final class LargeDriveChild {
    static final int FRAMES = 128;
    static final int HEAP_MIB = 32;

    private LargeDriveChild() {}

    static List<String> command(Path source, Path target) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // G1 needs free regions in a row for each large array, and a small heap has few regions.
                "-XX:+UseSerialGC",
                "-Xmx" + HEAP_MIB + "m",
                "-cp",
                System.getProperty("java.class.path"),
                LargeDriveChild.class.getName(),
                source.toString(),
                target.toString());
    }

    /** One picture of a MiB that cannot be compressed, in every frame. */
    static Path writeFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        byte[] picture = new byte[1 << 20];
        new Random(7).nextBytes(picture);
        Files.write(folder.resolve("p.jpg"), picture);
        var frames = new StringBuilder("frame,file,t_ns\n");
        for (int i = 0; i < FRAMES; i++) {
            frames.append(i).append(",p.jpg,").append(i * 100_000_000L).append('\n');
        }
        Files.writeString(folder.resolve("frames.csv"), frames);
        return folder;
    }

    public static void main(String[] arguments) throws Exception {
        Path source = Path.of(arguments[0]);
        Path target = Path.of(arguments[1]);
        byte[] picture = Files.readAllBytes(source.resolve("p.jpg"));
        DriveImport.of(source, target);
        int played = 0;
        try (Drive drive = DriveReader.open(target);
                Drive.FrameCursor frames = drive.frames()) {
            while (frames.hasNext()) {
                if (java.util.Arrays.equals(frames.next().picture().read(), picture)) {
                    played++;
                }
            }
        }
        System.out.println("played " + played + " frames");
    }
}
