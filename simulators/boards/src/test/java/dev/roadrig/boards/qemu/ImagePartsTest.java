package dev.roadrig.boards.qemu;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagePartsTest {
    @TempDir
    private Path dir;

    @Test
    void an_archive_is_cpios_newc_form_to_the_byte() throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var archive = new CpioArchive(bytes)) {
            archive.device("c", 0600, 5, 1);
            archive.file("f", 0755, new byte[] {'a', 'b', 'c'});
        }
        assertThat(bytes.toString(ISO_8859_1))
                .isEqualTo("070701" + "00000001" + "00002180" + "00000000".repeat(2) + "00000001" + "00000000".repeat(4)
                        + "00000005" + "00000001" + "00000002" + "00000000" + "c\0"
                        + "070701" + "00000002" + "000081ED" + "00000000".repeat(2) + "00000001" + "00000000"
                        + "00000003" + "00000000".repeat(4) + "00000002" + "00000000" + "f\0" + "abc\0"
                        + "070701" + "00000000".repeat(4) + "00000001" + "00000000".repeat(6) + "0000000B" + "00000000"
                        + "TRAILER!!!\0\0\0\0");
    }

    private static KernelModule module(String name, String texts) {
        return KernelModule.of(name, ("\177ELF\0" + texts + "\0").getBytes(ISO_8859_1));
    }

    @Test
    void a_module_says_what_it_needs_and_what_must_be_there_first_stands_last() {
        KernelModule ring = module("virtio_ring", "depends=");
        KernelModule virtio = module("virtio", "license=GPL\0depends=virtio_ring\0alias=virtio:d*");
        KernelModule net = module("virtio_net", "depends=virtio,failover");
        KernelModule failover = module("failover", "depends=");
        assertThat(virtio.needs()).containsExactly("virtio_ring");
        assertThat(virtio.aliases()).containsExactly("virtio:d*");
        assertThat(net.dependencyLine(List.of(ring, virtio, failover, net)))
                .isEqualTo("virtio_net.ko: failover.ko virtio.ko virtio_ring.ko");
    }

    @Test
    void libraries_are_found_by_their_names_in_a_program_and_a_link_to_this_host_is_not_followed() throws Exception {
        Path lib = Files.createDirectories(dir.resolve("usr/lib"));
        Path sbin = Files.createDirectories(dir.resolve("sbin"));
        Files.writeString(lib.resolve("libb.so.2"), "x");
        Files.writeString(lib.resolve("liba.so.1"), "\0libb.so.2\0");
        Files.writeString(lib.resolve("libc.so.6"), "x");
        Files.createSymbolicLink(sbin.resolve("ip"), Path.of("/bin/sh"));
        Path program = Files.writeString(sbin.resolve("tool"), "\0/lib/liba.so.1\0not libc.so.6 here\0");
        var tree = new PackageTree(dir);
        assertThat(tree.librariesOf(List.of(program)))
                .isEqualTo(Map.of("liba.so.1", lib.resolve("liba.so.1"), "libb.so.2", lib.resolve("libb.so.2")));
        assertThatThrownBy(() -> tree.program("ip"))
                .isInstanceOf(RigFault.class)
                .hasMessageContaining("program ip");
    }

    @Test
    void a_package_is_read_from_aptGets_line() {
        DebianPackage found = DebianPackage.parse(
                "'http://deb.example/pool/b.deb' libattr1_1%3a2.5.1-4_arm64.deb 21888 MD5Sum:0123456789abcdef");
        assertThat(found.toString()).isEqualTo("libattr1 1:2.5.1-4");
        assertThatThrownBy(() -> DebianPackage.parse("E: no")).isInstanceOf(BadInput.class);
    }

    @Test
    void a_folder_that_holds_something_else_is_not_replaced() throws Exception {
        Path folder = Files.createDirectory(dir.resolve("mine"));
        Path file = Files.writeString(folder.resolve("thesis.txt"), "all of it");
        try (var ticker = new RealTicker("image")) {
            var builder = new ImageBuilder(ticker, step -> {});
            assertThatThrownBy(() -> builder.build(folder, false, Optional.empty()))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("holds something that is no board's image");
        }
        assertThat(file).hasContent("all of it");
    }

    @Test
    void a_folder_without_an_image_and_a_file_that_changed_are_told_with_what_to_do() throws Exception {
        assertThatThrownBy(() -> BoardImage.read(dir))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("roadrig board build-qemu --out " + dir);
        for (String name : List.of(BoardImage.KERNEL, BoardImage.INITRD, BoardImage.KEY)) {
            Files.writeString(dir.resolve(name), name);
        }
        var packages = List.of(new DebianPackage("libc6", "2.36-9", "0".repeat(64)));
        var image = new BoardImage(
                dir,
                "2026-11-26T15:00:00Z",
                256,
                "ssh-ed25519 AAAA",
                dir.resolve(BoardImage.KEY),
                "p w",
                false,
                packages,
                List.of("ifb"));
        image.write();
        assertThat(BoardImage.read(dir)).isEqualTo(image);
        Files.writeString(dir.resolve(BoardImage.KERNEL), "another");
        assertThatThrownBy(() -> BoardImage.read(dir))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("its content is not what was built");
    }
}
