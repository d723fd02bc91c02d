package dev.roadrig.boards.os;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A board's one file system: a folder of the host that is {@code /} to the board. No path leaves it, neither by
 * {@code ..} nor by a link, since links are not followed. Some files are live: read anew every time.
 */
public final class BoardFiles implements AutoCloseable {
    private static final int LONGEST_PATH = 4096;

    private final Path root;
    private final Map<String, Supplier<String>> live = new ConcurrentHashMap<>();

    /**
     * @param root an existing folder, owned and deleted by this
     */
    public BoardFiles(Path root) throws IOException {
        this.root = root.toRealPath();
    }

    /** The host's folder that is {@code /} to the board. */
    public Path root() {
        return root;
    }

    /** The absolute board path of a path as seen from a folder; {@code ..} of {@code /} is {@code /}. */
    public static String resolve(String folder, String path) {
        Deque<String> names = new ArrayDeque<>();
        String whole = path.startsWith("/") ? path : folder + "/" + path;
        for (String name : whole.split("/")) {
            if (name.equals("..")) {
                names.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.addLast(name);
            }
        }
        return "/" + String.join("/", names);
    }

    /**
     * Where a board's path lies on the host.
     *
     * @throws IOException when it leads over a link, is too long or cannot be a path
     */
    public Path host(String boardPath) throws IOException {
        String path = resolve("/", boardPath);
        if (path.length() > LONGEST_PATH) {
            throw new IOException("File name too long");
        }
        Path host = root;
        try {
            for (String name : path.substring(1).split("/")) {
                host = name.isEmpty() ? host : host.resolve(name);
                if (Files.isSymbolicLink(host)) {
                    throw new AccessDeniedException(path);
                }
            }
        } catch (InvalidPathException e) {
            throw new IOException("Invalid argument", e);
        }
        return host;
    }

    /** Makes a file live: whoever reads it on the board gets the text of that moment. */
    public void live(String boardPath, Supplier<String> text) throws IOException {
        String path = resolve("/", boardPath);
        write(path, text.get());
        live.put(path, text);
    }

    public InputStream open(String boardPath) throws IOException {
        refresh(boardPath);
        Path host = host(boardPath);
        if (Files.isDirectory(host)) {
            throw new IOException("Is a directory");
        }
        return Files.newInputStream(host);
    }

    /** Opens a file for writing; its folder must be there. */
    public OutputStream create(String boardPath, boolean append) throws IOException {
        Path host = host(boardPath);
        if (Files.isDirectory(host)) {
            throw new IOException("Is a directory");
        }
        return append
                ? Files.newOutputStream(host, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                : Files.newOutputStream(host);
    }

    public String text(String boardPath) throws IOException {
        try (InputStream in = open(boardPath)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Writes a whole file, with its folders. */
    public void write(String boardPath, String text) throws IOException {
        Path host = host(boardPath);
        Files.createDirectories(folderOf(host));
        Files.writeString(host, text);
    }

    /** Replaces a file in one step: a reader sees the old or the new text. */
    public void replace(String boardPath, String text) throws IOException {
        Path host = host(boardPath);
        Path fresh = folderOf(host).resolve("." + host.getFileName() + ".new");
        Files.writeString(fresh, text);
        Files.move(fresh, host, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Writes the text of this moment into a live file, for readers that see the host's file. */
    public void refresh(String boardPath) throws IOException {
        Supplier<String> text = live.get(resolve("/", boardPath));
        if (text != null) {
            replace(boardPath, text.get());
        }
    }

    public boolean exists(String boardPath) {
        try {
            return Files.exists(host(boardPath));
        } catch (IOException e) {
            return false;
        }
    }

    /** Deletes a file, or a folder with everything in it; {@code /} itself stays. */
    public void delete(String boardPath) throws IOException {
        Path host = host(boardPath);
        if (!Files.exists(host)) {
            throw new NoSuchFileException(boardPath);
        }
        deleteTree(host, !host.equals(root));
    }

    /** The bytes of all files. */
    public long usedBytes() throws IOException {
        try (var files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private Path folderOf(Path host) {
        Path parent = host.getParent();
        return parent == null ? root : parent;
    }

    private static void deleteTree(Path top, boolean withTop) throws IOException {
        Files.walkFileTree(top, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                    Path folder, java.io.@org.jspecify.annotations.Nullable IOException e) throws IOException {
                if (withTop || !folder.equals(top)) {
                    Files.deleteIfExists(folder);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Deletes the host's folder. */
    @Override
    public void close() throws IOException {
        live.clear();
        deleteTree(root, true);
    }
}
