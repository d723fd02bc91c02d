package dev.roadrig.scenarios.drive.zip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roadrig.scenarios.drive.zip.HandMadeZip.Entry;
import dev.roadrig.scenarios.fault.BadInput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives and folders from strangers: what is unpacked, and what is refused with its name and its reason. */
class ZipBundleTest {
    @TempDir
    private Path folder;

    private Path unpacked(Path zip) throws IOException {
        Path target = Files.createDirectories(folder.resolve("unpacked"));
        ZipBundle.unpack(zip, target);
        return target;
    }

    private void refused(HandMadeZip zip, String... words) throws IOException {
        Path file = zip.write(folder.resolve("bad.zip"));
        assertThatThrownBy(() -> unpacked(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContainingAll(Arrays.copyOf(words, words.length, CharSequence[].class));
    }

    private static HandMadeZip with(Consumer<Entry> change) {
        var entry = new Entry("a.txt", "twelve bytes");
        change.accept(entry);
        return new HandMadeZip().add("first.txt", "before").add(entry);
    }

    @Test
    void files_in_folders_come_out_as_they_went_in_deflated_and_stored() throws IOException {
        var stored = new Entry("logs/stored.txt", "as it is");
        stored.method = 0;
        Path zip = new HandMadeZip()
                .add("logs/", "")
                .add("logs/can.log", "x".repeat(70_000))
                .add(stored)
                .add("empty.txt", "")
                .write(folder.resolve("good.zip"));
        Path out = unpacked(zip);
        assertThat(out.resolve("logs/can.log")).hasContent("x".repeat(70_000));
        assertThat(out.resolve("logs/stored.txt")).hasContent("as it is");
        assertThat(out.resolve("empty.txt")).isEmptyFile();
    }

    @Test
    void an_archive_of_the_jdks_own_writer_is_unpacked_too() throws IOException {
        Path zip = folder.resolve("jdk.zip");
        try (OutputStream file = Files.newOutputStream(zip);
                var out = new ZipOutputStream(file)) {
            out.putNextEntry(new ZipEntry("ticket/gps.txt"));
            out.write("$GPGGA".getBytes(UTF_8));
            out.closeEntry();
        }
        assertThat(ZipBundle.isOne(zip)).isTrue();
        assertThat(unpacked(zip).resolve("ticket/gps.txt")).hasContent("$GPGGA");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "../evil.txt|leaves its folder",
                "logs/../../evil.txt|leaves its folder",
                "logs/./a.txt|leaves its folder",
                "logs//a.txt|leaves its folder",
                "/etc/passwd|is absolute",
                "C:/evil.txt|is absolute",
                "logs\\..\\evil.txt|has a backslash",
                "a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q.txt|lies deeper than 16 folders",
                "inner.zip|is an archive or a packed file itself",
                "kern.log.gz|is an archive or a packed file itself"
            })
    void a_name_that_is_not_plain_is_refused(String name, String reason) throws IOException {
        refused(new HandMadeZip().add(name, "x"), "'" + name + "' " + reason);
        assertThat(folder.resolve("evil.txt")).doesNotExist();
    }

    @Test
    void a_name_that_is_very_long_or_has_a_control_character_is_refused() throws IOException {
        refused(new HandMadeZip().add("x".repeat(1_001), ""), "is empty or over 1000 characters long");
        refused(new HandMadeZip().add("a\nb", ""), "has a control character");
        refused(new HandMadeZip().add("", ""), "'' is empty");
    }

    @ParameterizedTest
    @CsvSource({"0120777,is a link", "0020644,is a device", "0010644,is a device", "0140755,is a device"})
    void links_and_devices_are_refused(String mode, String reason) throws IOException {
        refused(with(entry -> entry.unixMode = Integer.parseInt(mode, 8)), "'a.txt' " + reason);
    }

    @Test
    void a_name_that_is_there_twice_is_refused_also_in_other_case() throws IOException {
        refused(new HandMadeZip().add("a.txt", "1").add("a.txt", "2"), "'a.txt' is there twice");
        refused(new HandMadeZip().add("a.txt", "1").add("A.TXT", "2"), "'A.TXT' is there twice");
        refused(new HandMadeZip().add("a", "1").add("a/", ""), "'a/' is there twice");
    }

    @Test
    void an_archive_under_another_name_is_refused() throws IOException {
        var inner = new Entry("photo.jpg", "PK\u0003\u0004 and so on");
        inner.method = 0;
        refused(new HandMadeZip().add(inner), "'photo.jpg' is an archive or a packed file itself");
    }

    @Test
    void a_bomb_is_refused_by_what_it_says_before_it_is_unpacked() throws IOException {
        refused(
                new HandMadeZip().add("bomb.txt", "0".repeat(8 << 20)),
                "'bomb.txt' would become over 200 times as large",
                "to 8388608)");
        var files = new HandMadeZip();
        for (int i = 0; i < 5; i++) {
            var large = new Entry("large" + i, "x".repeat(100));
            large.method = 0;
            large.unpacked = 0xF000_0000L;
            files.add(large);
        }
        refused(files, "would become over 200 times as large");
        assertThat(folder.resolve("unpacked").toFile().list()).isEmpty();
    }

    @Test
    void a_bomb_that_understates_its_size_is_refused_while_it_is_unpacked() throws IOException {
        refused(new HandMadeZip().add(understated()), "'bomb.txt' is larger than the 1000 bytes that the archive says");
    }

    private static Entry understated() {
        var bomb = new Entry("bomb.txt", "0".repeat(1 << 20));
        bomb.unpacked = 1_000;
        return bomb;
    }

    @Test
    void absurd_sizes_together_are_refused() throws IOException {
        var zip = new HandMadeZip();
        for (int i = 0; i < 6; i++) {
            var large = new Entry("large" + i, "x".repeat(16 << 20));
            large.method = 0;
            large.unpacked = 0xC000_0000L;
            zip.add(large);
        }
        refused(zip, "would become 19327352832 bytes; at most 17179869184 are unpacked");
    }

    @Test
    void too_many_files_are_refused() throws IOException {
        var zip = new HandMadeZip();
        for (int i = 0; i <= ZipLimits.MOST_ENTRIES; i++) {
            zip.add("f" + i, "");
        }
        refused(zip, "has 50001 files; at most 50000 are unpacked");
    }

    @Test
    void files_that_share_bytes_are_refused() throws IOException {
        refused(new HandMadeZip().add("a.txt", "a").add(at(0)), "shares bytes with another one, or leaves the archive");
    }

    private static Entry at(long at) {
        var entry = new Entry("b.txt", "b");
        entry.at = at;
        return entry;
    }

    @Test
    void what_the_two_heads_of_a_file_say_must_agree() throws IOException {
        refused(with(entry -> entry.localName = "b.txt"), "'a.txt' has another name where it lies");
        refused(with(entry -> entry.crc = 1), "'a.txt' is damaged: its size or its checksum");
        refused(with(entry -> entry.unpacked = 13), "'a.txt' is damaged: its size or its checksum");
        refused(with(entry -> entry.flags = 1), "'a.txt' is encrypted");
        refused(with(entry -> entry.method = 12), "'a.txt' is packed by method 12");
        refused(with(entry -> entry.unpacked = 0xFFFF_FFFFL), "'a.txt' is of ZIP64");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 10, 40, 100, 140})
    void an_archive_that_is_cut_is_refused(int bytes) throws IOException {
        Path whole = new HandMadeZip().add("a.txt", "twelve bytes").write(folder.resolve("whole.zip"));
        byte[] all = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("cut.zip"), Arrays.copyOf(all, Math.min(bytes, all.length - 1)));
        assertThatThrownBy(() -> unpacked(cut)).isInstanceOf(BadInput.class);
    }

    @Test
    void an_archive_that_is_broken_anywhere_is_unpacked_or_refused() throws IOException {
        Path whole = new HandMadeZip().add("a.txt", "twelve bytes").write(folder.resolve("whole.zip"));
        byte[] all = Files.readAllBytes(whole);
        for (int i = 0; i < all.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] broken = all.clone();
                broken[i] ^= (byte) (1 << bit);
                Path file = Files.write(folder.resolve("broken.zip"), broken);
                Path target = Files.createDirectories(folder.resolve("out/" + i + "-" + bit));
                try {
                    ZipBundle.unpack(file, target);
                } catch (BadInput e) {
                    assertThat(e).hasMessageContaining("broken.zip");
                }
            }
        }
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("whole.zip", "broken.zip", "out");
    }

    @Test
    void a_folder_with_a_link_or_an_archive_is_refused_likewise() throws IOException {
        Path bundle = Files.createDirectories(folder.resolve("bundle/logs"));
        Files.writeString(bundle.resolve("a.txt"), "a");
        Files.writeString(bundle.resolve(".hidden"), "tools leave such behind");
        assertThat(FolderBundle.files(folder.resolve("bundle"))).containsExactly(bundle.resolve("a.txt"));
        Path inner = Files.writeString(bundle.resolve("logs.tar"), "x");
        assertThatThrownBy(() -> FolderBundle.files(folder.resolve("bundle")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("'logs/logs.tar' is an archive or a packed file itself; unpack it first");
        Files.delete(inner);
        Path link = bundle.resolve("link");
        try {
            Files.createSymbolicLink(link, Path.of("/etc/passwd"));
        } catch (UnsupportedOperationException | IOException e) {
            assumeTrue(false, "this file system has no links");
        }
        assertThatThrownBy(() -> FolderBundle.files(folder.resolve("bundle")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("'logs/link' is a link");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"a\\b.txt | has a backslash", "C:.txt | is absolute", "bell\u0007.txt | has a control character"})
    void a_folder_is_refused_for_the_names_that_an_archive_is(String name, String why) throws IOException {
        Path bundle = Files.createDirectories(folder.resolve("named"));
        try {
            Files.writeString(bundle.resolve(name), "x");
        } catch (java.nio.file.InvalidPathException | IOException e) {
            assumeTrue(false, "this file system has no such names");
        }
        assertThatThrownBy(() -> FolderBundle.files(bundle))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(bundle + " is refused: '")
                .hasMessageContaining("' " + why + ".");
    }

    @Test
    void a_folder_is_refused_for_a_name_that_is_too_long() throws IOException {
        Path deep = folder.resolve("long");
        for (int i = 0; i < 5; i++) {
            deep = deep.resolve("n".repeat(240));
        }
        Files.createDirectories(deep);
        assertThatThrownBy(() -> FolderBundle.files(folder.resolve("long")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("is empty or over 1000 characters long");
    }
}
