package dev.roadrig.harness.ci;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The count at the end of the gate. */
class CountTestsTest {
    @TempDir
    Path folder;

    @Test
    void failures_errors_and_skips_are_told_apart_and_output_is_no_test() throws Exception {
        Path first = report("""
                <testcase name="works &lt;well&gt;" classname="a.B" time="0.1"/>
                <testcase name="fails" classname="a.B"><failure message="no"><![CDATA[
                at <testcase name="x">
                <skipped/> ]]></failure></testcase>
                """);
        Path second = report("""
                <testcase name="errs" classname="a.C"><error type="Y">trace</error><system-out/></testcase>
                <testcase name="rests" classname="a.C"><skipped message="not here: &quot;x&quot;"/></testcase>
                <testcase name="prints" classname="a.C"><system-out><![CDATA[<failure/>]]></system-out></testcase>
                """);
        Count count = count(first, second);
        assertThat(count.text.lines())
                .containsExactly(
                        "failed: B.fails: no",
                        "failed: C.errs",
                        "skipped: C.rests: not here: \"x\"",
                        "2 passed, 2 failed, 1 skipped");
        assertThat(count.code).isEqualTo(1);
    }

    @Test
    void all_green_is_exit_0_and_nothing_at_all_is_not() throws Exception {
        Count green = count(report("<testcase name=\"a\" classname=\"B\"/>"));
        assertThat(green.text).isEqualTo("1 passed, 0 failed, 0 skipped\n");
        assertThat(green.code).isZero();
        assertThat(count(report("")).code).as("no test found").isEqualTo(1);
    }

    private Path report(String cases) throws IOException {
        Path file = Files.createTempFile(folder, "TEST-", ".xml");
        return Files.writeString(file, "<?xml version=\"1.0\"?>\n<testsuite name=\"a\">\n" + cases + "</testsuite>\n");
    }

    private record Count(int code, String text) {}

    private static Count count(Path... reports) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(SharedFolder.root().resolve(".ci/count-tests").toString());
        for (Path report : reports) {
            command.add(report.toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Count(process.waitFor(), text);
    }
}
