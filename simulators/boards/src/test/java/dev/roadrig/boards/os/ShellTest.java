package dev.roadrig.boards.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellTest {
    @TempDir
    Path folder;

    private ShellBench bench;

    @BeforeEach
    void boot() throws Exception {
        bench = new ShellBench(Files.createDirectory(folder.resolve("root")));
    }

    @AfterEach
    void down() throws IOException {
        bench.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "echo 'AB''CD' => ABCD",
                "echo a  b \"c  d\" => a b c  d",
                "false; echo $? => 1",
                "true && echo yes || echo no => yes",
                "false && echo yes || echo no => no",
                "X=5; echo \"$X\" '$X' \\$X => 5 $X $X",
                "X='a b'; for w in $X; do echo -n \"<$w>\"; done => <a><b>",
                "echo ${NOPE:-other} => other",
                "X=1 sh -c 'echo $X'; echo \"[$X]\" => 1|[]",
                "echo $(echo in; echo side) => in side",
                "echo `echo back` => back",
                "echo $((2 + 3 * 4)) => 14",
                "if [ 3 -gt 2 ]; then echo more; else echo less; fi => more",
                "i=0; while [ $i -lt 3 ]; do i=$((i+1)); echo -n $i; done => 123",
                "while true; do echo once; break; done => once",
                "f() { echo \"$1-$#\"; return 4; }; f a b; echo $? => a-2|4",
                "(X=9; cd /; exit 3); echo \"$? [$X] $(pwd)\" => 3 [] /root",
                "{ echo a; echo b; } | grep b => b",
                "! false && echo turned => turned",
                "printf '%s-%03d\\n' a 7 => a-007",
                "printf 'MARK %s\\n' 1 2 => MARK 1|MARK 2",
                "echo -e 'a\\tb' => a\tb",
                "echo to-err 2>/dev/null >&2; echo ok => ok",
                "echo x > /tmp/f; echo y >> /tmp/f; cat < /tmp/f => x|y",
                "printf %s 123456789 | cksum => 930766865 9",
                "printf %s /wAK | base64 -d | wc -c; printf %s /wAK | base64 -d | base64 => 3|/wAK",
                "printf %s abcdefgh | dd bs=3 skip=1 count=2 2>/dev/null => defgh",
                "sh -c 'exit 7'; echo $? => 7",
                "nope; echo $? => 127",
                "/bin/echo path; /usr/bin/true; echo $? => path|0",
                "echo a # comment => a",
                "test -f /root/.profile && echo file => file",
                "command -v cat => /usr/bin/cat",
                "sleep 30 & kill $!; wait; echo waited => waited",
                "timeout 0.05 sleep 30; echo $? => 124",
                "timeout 5 echo quick; echo $? => quick|0",
                "touch /tmp/a1 /tmp/a2; cd /tmp; echo a* '*' => a1 a2 *",
                "eval 'echo evaluated' => evaluated",
                "echo \"a'b\" 'c\"d' => a'b c\"d",
                "seq 3 | tail -n 1 => 3",
            })
    void says(String line, String expected) throws Exception {
        assertThat(bench.out(line).stripTrailing().replace("\n", "|")).isEqualTo(expected);
    }

    @Test
    void an_unknown_command_answers_127_as_a_small_shell_does() throws Exception {
        assertThat(bench.run("systemctl status"))
                .isEqualTo(new ShellBench.Outcome(127, "", "sh: systemctl: not found\n"));
    }

    @Test
    void the_marker_technique_of_a_console_driver_works() throws Exception {
        bench.run("run() { echo -n \"$MARKER\"; sh -c \"$@\"; echo \"$MARKER $?\"; }");

        assertThat(bench.out("MARKER='ABCD''EFGHJ' run 'echo out; exit 3'")).isEqualTo("ABCDEFGHJout\nABCDEFGHJ 3\n");
    }

    @Test
    void exit_status_of_a_killed_process_is_128_and_its_signal() throws Exception {
        assertThat(bench.out("sh -c 'sleep 30' & kill -9 $!; wait $!; echo $?").strip())
                .isEqualTo("137");
    }

    @Test
    @Timeout(60)
    void a_shell_that_is_killed_with_its_command_ends_with_it() throws Exception {
        var nowhere = new Stdio(
                InputStream.nullInputStream(), OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
        BoardProcess own = bench.system.start(
                "job", "sh", 1, process -> new Shell(bench.system, process).run("sleep 600; sleep 600", nowhere));
        while (bench.system.processes().list().stream().noneMatch(p -> p.parent() == own.pid())) {
            Thread.onSpinWait();
        }
        BoardProcess command = bench.system.processes().list().stream()
                .filter(p -> p.parent() == own.pid())
                .findFirst()
                .orElseThrow();
        synchronized (command) {
            // It cannot end before both are killed, as when a board goes down.
            command.kill(BoardProcess.KILL);
            own.kill(BoardProcess.KILL);
        }
        own.thread().join();
        assertThat(own.status()).isEqualTo(128 + BoardProcess.KILL);
    }

    @Test
    void the_status_of_a_job_is_kept_until_it_is_waited_for_and_no_longer() throws Exception {
        String ended = "{ exit 7; } & while [ -d /proc/$! ]; do :; done; ";
        assertThat(bench.out(ended + "wait $!; echo $?").strip()).isEqualTo("7");
        assertThat(bench.out(ended + "wait; echo $?; wait $!; echo $?").strip()).isEqualTo("0\n127");
        assertThat(bench.out("wait 1; echo $?").strip()).isEqualTo("127");
    }

    @Test
    void lines_that_lack_their_end_ask_for_more_and_wrong_ones_do_not() {
        assertThat(Shell.incomplete("if true; then")).isTrue();
        assertThat(Shell.incomplete("echo 'open")).isTrue();
        assertThat(Shell.incomplete("f() {")).isTrue();
        assertThat(Shell.incomplete("echo done")).isFalse();
        assertThat(Shell.incomplete("fi")).isFalse();
        assertThat(Shell.incomplete(")")).isFalse();
    }

    @Test
    void a_syntax_error_is_status_2_and_the_shell_goes_on() throws Exception {
        ShellBench.Outcome outcome = bench.run("echo a; )");

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("sh: syntax error: unexpected");
        assertThat(bench.out("echo still").strip()).isEqualTo("still");
    }

    @Test
    void endless_recursion_and_nesting_end_with_an_error() throws Exception {
        assertThat(bench.run("f() { f; }; f").status()).isEqualTo(2);
        assertThat(bench.run("(".repeat(5_000)).status()).isEqualTo(2);
        assertThat(bench.run("echo " + "$(".repeat(5_000)).status()).isEqualTo(2);
        assertThat(bench.run("echo $((" + "(".repeat(5_000) + "))").status()).isNotZero();
    }

    @Test
    void what_a_pipe_cannot_hold_is_lost_and_the_line_goes_on_to_its_end() throws Exception {
        String out = bench.out("i=0; while [ $i -lt 32 ]; do i=$((i+1)); seq 100000; done | wc -c; echo over");
        String[] lines = out.split("\n");
        assertThat(lines[1]).isEqualTo("over");
        assertThat(Long.parseLong(lines[0].strip()))
                .as("32 times 588,895 bytes do not fit into 16 MiB")
                .isBetween(10_000_000L, 16L << 20);
    }

    @Test
    void any_text_gives_a_status_and_no_exception() throws Exception {
        String alphabet = " ab$'\"\\`(){};|&<>!#=\n*?[]if then fi while do done 0123456789~-";
        for (long seed = 0; seed < 300; seed++) {
            var random = new SplittableRandom(seed);
            var text = new StringBuilder();
            for (int i = random.nextInt(60); i >= 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }

            assertThat(bench.run(text.toString()).status())
                    .as("seed %d: %s", seed, text)
                    .isBetween(0, 255);
        }
    }
}
