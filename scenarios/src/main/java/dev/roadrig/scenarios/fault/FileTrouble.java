package dev.roadrig.scenarios.fault;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Why a file cannot be used, in words: what Java's exceptions say is their class, or the file's name once more. */
public final class FileTrouble {
    private static final int MOST_SIBLINGS = 10_000;
    private static final String PUBLIC_KEY = ".pub";
    private static final String MISSING = "there is no such file";
    private static final String FOLDER = "it is a folder";
    private static final String DENIED = "this user has no right to it";
    /** As {@code RandomAccessFile} and the file streams end their messages. */
    private static final Pattern IN_BRACKETS = Pattern.compile(".*\\(([^()]+)\\)", Pattern.DOTALL);

    private static final Map<String, String> SYSTEM = Map.of(
            "no such file or directory",
            MISSING,
            "is a directory",
            FOLDER,
            "permission denied",
            DENIED,
            "not a directory",
            "a part of its path is a file and no folder",
            "no space left on device",
            "the disk is full",
            "read-only file system",
            "its file system is read-only");

    private FileTrouble() {}

    /** A file that a user named and that cannot be read: what, why, and what next. */
    public static BadInput unread(Path file, Exception e) {
        return unread("", file, e);
    }

    /** @param what stands before the file's name, such as {@code The labels} */
    public static BadInput unread(String what, Path file, Exception e) {
        String why = why(e);
        String who = what.isEmpty() ? file.toString() : what + " " + file;
        return new BadInput(who + " cannot be read: " + why + next(file, why), e);
    }

    /** Why, without the file's name. */
    public static String why(Exception e) {
        if (e instanceof UncheckedIOException && e.getCause() instanceof IOException cause) {
            return why(cause);
        }
        if (e instanceof NoSuchFileException) {
            return MISSING;
        }
        if (e instanceof AccessDeniedException) {
            return DENIED;
        }
        if (e instanceof NotDirectoryException) {
            return "it is no folder";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "it is there already";
        }
        if (e instanceof DirectoryNotEmptyException) {
            return "the folder is not empty";
        }
        return e instanceof CharacterCodingException ? "it is no text in UTF-8" : bySystem(e);
    }

    /** The file of an exception that nobody gave words, where its user can do something about it. */
    public static Optional<BadInput> uncaught(Exception e) {
        if (e instanceof UncheckedIOException && e.getCause() instanceof IOException cause) {
            return uncaught(cause);
        }
        if (!(e instanceof FileSystemException trouble) || trouble.getFile() == null) {
            return Optional.empty();
        }
        String why = why(e);
        if (!(e instanceof NoSuchFileException
                        || e instanceof AccessDeniedException
                        || e instanceof NotDirectoryException)
                && !why.equals(FOLDER)) {
            // A disk that is full or broken is no bad input.
            return Optional.empty();
        }
        Path file = Path.of(trouble.getFile());
        return Optional.of(new BadInput(file + " cannot be used: " + why + next(file, why), e));
    }

    private static String bySystem(Exception e) {
        String reason = e instanceof FileSystemException trouble ? trouble.getReason() : e.getMessage();
        if (reason == null || reason.isBlank()) {
            return e.getClass().getSimpleName() + " without a word";
        }
        Matcher bracketed = IN_BRACKETS.matcher(reason);
        String words = e instanceof FileNotFoundException && bracketed.matches() ? bracketed.group(1) : reason;
        return SYSTEM.getOrDefault(words.toLowerCase(Locale.ROOT), words);
    }

    private static String next(Path file, String why) {
        return switch (why) {
            case MISSING ->
                Optional.ofNullable(file.toAbsolutePath().normalize().getParent())
                        .map(folder -> near(file, folder))
                        .orElse(".");
            case FOLDER -> ". Name a file in it.";
            case DENIED -> ". Give this user the right to it, or name another file.";
            default -> ".";
        };
    }

    private static String near(Path file, Path folder) {
        if (!Files.isDirectory(folder)) {
            return ", nor a folder " + folder + ". Correct the path.";
        }
        String meant = meant(file);
        return meant.isEmpty() ? " in " + folder + ". Correct the path." : meant;
    }

    /** "; did you mean 'x'?" where the folder of a file that is not there holds a near name, else empty. */
    public static String meant(Path missing) {
        Path folder = missing.toAbsolutePath().normalize().getParent();
        Path name = missing.getFileName();
        return folder == null || name == null || !Files.isDirectory(folder)
                ? ""
                : Wording.didYouMean(name.toString(), siblings(folder, name.toString()));
    }

    /** Without public keys, one of which lies beside each key and is meant by nobody who did not write so. */
    private static List<String> siblings(Path folder, String wanted) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.limit(MOST_SIBLINGS)
                    .map(each -> String.valueOf(each.getFileName()))
                    .filter(each -> wanted.endsWith(PUBLIC_KEY) || !each.endsWith(PUBLIC_KEY))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            // A folder that cannot be listed has no neighbours to propose.
            return List.of();
        }
    }
}
