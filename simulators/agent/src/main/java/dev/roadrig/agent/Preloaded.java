package dev.roadrig.agent;

import com.google.protobuf.ByteString;
import dev.roadrig.agent.inference.BadFrame;
import dev.roadrig.agent.inference.FrameModel;
import dev.roadrig.ports.agent.PreloadReply;
import dev.roadrig.scenarios.fault.FileTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pictures that lie in the agent's memory, by file name; a real camera sits on the board too. */
final class Preloaded {
    /** A board has little memory; 200 frames of the demo take 6 MiB. */
    static final long MOST_BYTES = 512L << 20;

    private final Path root;
    private volatile Map<String, ByteString> pictures = Map.of();

    Preloaded(Path root) {
        this.root = root;
    }

    /** Reads a folder's files in place of those before. Throws {@link BadFrame} where it cannot be read whole. */
    PreloadReply load(String folder) throws BadFrame {
        var read = new HashMap<String, ByteString>();
        long bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(resolve(folder), Files::isRegularFile)) {
            for (Path file : files) {
                ByteString content = read(file);
                bytes += content.size();
                if (bytes > MOST_BYTES) {
                    throw new BadFrame(folder + " holds more than " + MOST_BYTES + " bytes");
                }
                read.put(String.valueOf(file.getFileName()), content);
            }
        } catch (IOException e) {
            throw new BadFrame("the folder " + folder + " cannot be read: " + FileTrouble.why(e), e);
        }
        pictures = Map.copyOf(read);
        return PreloadReply.newBuilder().setFiles(read.size()).setBytes(bytes).build();
    }

    private static ByteString read(Path file) throws IOException, BadFrame {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(FrameModel.MOST_FRAME_BYTES + 1);
            if (content.length > FrameModel.MOST_FRAME_BYTES) {
                throw new BadFrame(file.getFileName() + " has more than " + FrameModel.MOST_FRAME_BYTES + " bytes");
            }
            return ByteString.copyFrom(content);
        }
    }

    /** A path of the board, below the root whatever it says. */
    private Path resolve(String folder) throws BadFrame {
        try {
            Path below = Path.of("/").resolve(folder).normalize();
            return root.resolve(Path.of("/").relativize(below));
        } catch (InvalidPathException e) {
            throw new BadFrame("no path: " + e.getMessage(), e);
        }
    }

    ByteString picture(String name) throws BadFrame {
        @Nullable ByteString picture = pictures.get(name);
        if (picture == null) {
            throw new BadFrame("no preloaded picture '%s'; %d are in memory".formatted(name, pictures.size()));
        }
        return picture;
    }
}
