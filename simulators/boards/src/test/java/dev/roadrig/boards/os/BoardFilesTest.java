package dev.roadrig.boards.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoardFilesTest {
    @TempDir
    Path folder;

    private ShellBench bench;

    @BeforeEach
    void boot() throws Exception {
        Files.writeString(folder.resolve("secret"), "of the host");
        bench = new ShellBench(Files.createDirectory(folder.resolve("root")));
    }

    @AfterEach
    void down() throws IOException {
        bench.close();
    }

    @Test
    void no_path_climbs_out_of_the_board() throws Exception {
        for (String path : new String[] {"../secret", "/../secret", "/tmp/../../../secret", "..//./../secret"}) {
            assertThat(bench.run("cat " + path).err()).contains("No such file or directory");
            assertThat(BoardFiles.resolve("/root", path)).doesNotContain("..");
        }
    }

    @Test
    void a_link_that_somebody_planted_is_not_followed() throws Exception {
        Files.createSymbolicLink(folder.resolve("root/tmp/out"), folder);

        assertThatThrownBy(() -> bench.files.host("/tmp/out/secret")).isInstanceOf(AccessDeniedException.class);
        assertThat(bench.run("cat /tmp/out/secret").out()).isEmpty();
        assertThat(bench.run("cp /tmp/out/secret /tmp/copy").status()).isEqualTo(1);
    }

    @Test
    void messages_name_no_path_of_the_host() throws Exception {
        String all = bench.run("mkdir /tmp; rmdir /; mv /nope /tmp; cat /tmp; cd /nope; echo a > /nope/b; rm /tmp")
                .err();

        assertThat(all).isNotEmpty().doesNotContain(folder.toString());
    }

    @Test
    void paths_that_cannot_be_are_refused() {
        assertThatThrownBy(() -> bench.files.host("/a\0b")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> bench.files.host("/" + "a/".repeat(4_000))).isInstanceOf(IOException.class);
    }

    @Test
    void files_are_made_hashed_moved_and_removed() throws Exception {
        assertThat(bench.run("mkdir -p /opt/a/b && printf abc > /opt/a/b/f && sha256sum /opt/a/b/f")
                        .out())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  /opt/a/b/f\n");
        assertThat(bench.run("mv /opt/a/b/f /opt/g && chmod 755 /opt/g && ls -l /opt")
                        .out())
                .contains("-rwxr-xr-x")
                .contains(" 3 ");
        assertThat(bench.run("rm -rf /opt/a /opt/g; ls /opt").out()).isEmpty();
        assertThat(bench.run("rm /opt").err()).isEqualTo("rm: '/opt' is a directory\n");
    }

    @Test
    void live_files_are_read_anew() throws Exception {
        assertThat(bench.out("cat /proc/sys/kernel/printk")).isEqualTo("7\t4\t1\t7\n");
        assertThat(bench.out("dmesg -n 1; cat /proc/sys/kernel/printk")).isEqualTo("1\t4\t1\t7\n");
        assertThat(bench.out("echo 4 > /proc/sys/kernel/printk; cat /proc/sys/kernel/printk"))
                .isEqualTo("4\t4\t1\t7\n");
        assertThat(bench.run("echo 1 > /proc/uptime").status()).isEqualTo(1);
    }

    @Test
    void a_script_runs_when_it_may_and_a_program_of_the_host_never() throws Exception {
        bench.run("printf '#!/bin/sh\\necho \"script $1\"\\n' > /tmp/s");

        assertThat(bench.run("/tmp/s x").status()).isEqualTo(126);
        assertThat(bench.run("chmod +x /tmp/s; /tmp/s x").out()).isEqualTo("script x\n");
        Files.copy(Path.of("/bin/ls"), folder.resolve("root/tmp/ls"));
        assertThat(bench.run("chmod +x /tmp/ls; /tmp/ls").err()).isEqualTo("sh: /tmp/ls: Exec format error\n");
    }

    @Test
    void a_process_has_a_folder_in_proc_while_it_runs() throws Exception {
        assertThat(
                        bench.out(
                                "sleep 30 & test -d /proc/$! && cat /proc/$!/comm; kill $!; wait; test -d /proc/$! || echo gone"))
                .isEqualTo("sh\ngone\n");
    }

    @Test
    void kernel_lines_reach_the_console_below_its_level_and_always_the_log() throws Exception {
        bench.kernel.print(Kernel.NOTICE, "seen");
        bench.run("dmesg -n 1");
        bench.kernel.print(Kernel.NOTICE, "unseen");

        assertThat(bench.console.toString(java.nio.charset.StandardCharsets.UTF_8))
                .matches("\\[ +[0-9]+\\.[0-9]{6}] seen\r\n");
        assertThat(bench.out("dmesg")).contains("] seen\n").contains("] unseen\n");
    }

    @Test
    void reboot_and_poweroff_leave_a_wish() throws Exception {
        bench.run("reboot; poweroff");

        assertThat(bench.reboots).hasValue(101);
    }
}
