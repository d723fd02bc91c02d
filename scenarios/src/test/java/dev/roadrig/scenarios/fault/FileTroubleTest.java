package dev.roadrig.scenarios.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTroubleTest {
    @TempDir
    private Path folder;

    private IOException reading(Path file) {
        return catchThrowableOfType(IOException.class, () -> Files.readAllBytes(file));
    }

    @Test
    void a_file_that_is_not_there_is_told_with_where_it_was_looked_for() {
        Path missing = folder.resolve("labels.csv");
        assertThat(FileTrouble.unread("The labels", missing, reading(missing)))
                .hasMessage("The labels " + missing + " cannot be read: there is no such file in " + folder
                        + ". Correct the path.");
    }

    @Test
    void a_name_beside_it_that_is_near_is_proposed() throws IOException {
        Files.writeString(folder.resolve("labels.csv"), "");
        Path missing = folder.resolve("lables.csv");
        assertThat(FileTrouble.unread(missing, reading(missing)))
                .hasMessage(missing + " cannot be read: there is no such file; did you mean 'labels.csv'?");
    }

    @Test
    void a_public_key_is_proposed_for_no_file_but_a_public_key() throws IOException {
        Files.writeString(folder.resolve("orin-2.pub"), "");
        assertThat(FileTrouble.meant(folder.resolve("orin-2"))).isEmpty();
        assertThat(FileTrouble.meant(folder.resolve("orin2.pub"))).isEqualTo("; did you mean 'orin-2.pub'?");
        Files.writeString(folder.resolve("orin-21"), "");
        assertThat(FileTrouble.meant(folder.resolve("orin-2"))).isEqualTo("; did you mean 'orin-21'?");
    }

    @Test
    void a_folder_that_is_not_there_either_is_told() {
        Path missing = folder.resolve("no/labels.csv");
        assertThat(FileTrouble.unread(missing, reading(missing)))
                .hasMessage(missing + " cannot be read: there is no such file, nor a folder " + folder.resolve("no")
                        + ". Correct the path.");
    }

    @Test
    void a_folder_in_place_of_a_file_is_told_by_either_way_of_reading() throws IOException {
        assertThat(FileTrouble.unread(folder, reading(folder)))
                .hasMessage(folder + " cannot be read: it is a folder. Name a file in it.");
        IOException stream =
                catchThrowableOfType(IOException.class, () -> new FileInputStream(folder.toFile()).close());
        assertThat(FileTrouble.why(stream)).isEqualTo("it is a folder");
    }

    @Test
    void each_of_javas_exceptions_has_words() {
        assertThat(FileTrouble.why(new AccessDeniedException("x"))).isEqualTo("this user has no right to it");
        assertThat(FileTrouble.why(new NotDirectoryException("x"))).isEqualTo("it is no folder");
        assertThat(FileTrouble.why(new FileAlreadyExistsException("x"))).isEqualTo("it is there already");
        assertThat(FileTrouble.why(new MalformedInputException(1))).isEqualTo("it is no text in UTF-8");
        assertThat(FileTrouble.why(new FileSystemException("x", null, "No space left on device")))
                .isEqualTo("the disk is full");
        assertThat(FileTrouble.why(new UncheckedIOException(new IOException("torn"))))
                .isEqualTo("torn");
        assertThat(FileTrouble.why(new IOException())).isEqualTo("IOException without a word");
    }

    @Test
    void one_that_nobody_caught_is_bad_input_with_its_file_and_any_other_exception_is_not() {
        Path missing = folder.resolve("x");
        assertThat(FileTrouble.uncaught(new UncheckedIOException(new NoSuchFileException(missing.toString()))))
                .get()
                .extracting(BadInput::getMessage)
                .isEqualTo(missing + " cannot be used: there is no such file in " + folder + ". Correct the path.");
        assertThat(FileTrouble.uncaught(new IllegalStateException("x"))).isEmpty();
        assertThat(FileTrouble.uncaught(new IOException("x"))).isEmpty();
    }
}
