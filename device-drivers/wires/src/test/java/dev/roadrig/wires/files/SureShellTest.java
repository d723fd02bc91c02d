package dev.roadrig.wires.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that are no UTF-8, over the host's own shell; a checksum is one of bytes. */
@SuppressWarnings("NullAway.Init")
class SureShellTest {
    private final VirtualTicker ticker = new VirtualTicker(Instant.EPOCH);
    private final Deadline late = ticker.in(Duration.ofHours(1));

    @TempDir
    private Path folder;

    private PipeShell shell;

    @BeforeEach
    void login() throws IOException {
        shell = new PipeShell(folder, "");
    }

    @AfterEach
    void logout() {
        shell.close();
    }

    private SureShell sure() throws Exception {
        var sure = new SureShell(shell, ticker, Duration.ofHours(1));
        sure.begin(late);
        return sure;
    }

    /** In UTF-8, in Latin-1, and bytes of Latin-1 that are UTF-8 of something else. */
    @ParameterizedTest
    @CsvSource({"K\\303\\266ln, K\u00f6ln", "K\\366ln, K\u00f6ln", "\\303\\203\\302\\266, \u00c3\u00b6"})
    void a_name_in_any_alphabet_comes_through_at_once(String printed, String text) throws Exception {
        SureShell sure = sure();
        assertThat(sure.run("printf '" + printed + "'", late)).isEqualTo(new SureShell.Answer(0, text));
        assertThat(sure.torn()).isZero();
    }

    @Test
    void a_binary_comes_through_a_console_that_takes_terminal_sequences_and_returns_out() throws Exception {
        shell.back = text -> text.replaceAll("\u001b\\[[0-9]*m|\u0007", "").replace("\r\n", "\n");
        SureShell sure = sure();
        assertThat(sure.run("printf 'a\\033[31m\\007\\377\\r\\nb'", late).text())
                .isEqualTo("a\u001b[31m\u0007\u00ff\r\nb");
        assertThat(sure.torn()).isEqualTo(2);
    }
}
