package dev.roadrig.scenarios.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.fault.BadInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LossTest {
    private static final int MILLION = 1_000_000;

    @TempDir
    private Path dir;

    private static Draws draws(long seed) {
        return packet -> new SplittableRandom(seed * 0x9e3779b97f4a7c15L + packet * 0xd1342543de82ef95L).nextDouble();
    }

    private static Loss.LossDraws of(long seed) {
        return new Loss.LossDraws(draws(seed), draws(seed + 1_000));
    }

    private static long lost(Loss loss, long seed) {
        var known = new Loss.Known();
        long lost = 0;
        for (int packet = 0; packet < MILLION; packet++) {
            lost += loss.lost(packet, of(seed), known) ? 1 : 0;
        }
        return lost;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.001, 0.1, 0.5, 1})
    void a_share_of_packets_is_lost_within_three_sigma_of_a_million(double share) {
        double sigma = Math.sqrt(share * (1 - share) / MILLION);
        assertThat(lost(new Loss.Bernoulli(share), 7) / (double) MILLION)
                .isBetween(share - 3 * sigma, share + 3 * sigma);
    }

    @ParameterizedTest
    @CsvSource({"0.02, 0.2, 1, 0", "0.01, 0.5, 1, 0", "0.3, 0.4, 1, 0", "0.9, 0.8, 1, 0", "0.05, 0.25, 0.5, 0.01"})
    void bursts_come_and_last_as_their_closed_form_says(double enter, double leave, double bad, double good) {
        var loss = new Loss.GilbertElliott(enter, leave, bad, good);
        // The states of a chain are correlated by 1 - p - r, which widens a share's sigma so (Geyer, 1992).
        double turn = 1 - enter - leave;
        double inBad = loss.inBad();
        double states = inBad * (1 - inBad) * (1 + turn) / (1 - turn);
        double sigma =
                Math.sqrt((states * Math.pow(bad - good, 2) + inBad * bad * (1 - bad) + (1 - inBad) * good * (1 - good))
                        / MILLION);
        double share = lost(loss, 3) / (double) MILLION;
        assertThat(share).isBetween(loss.share() - 3 * sigma, loss.share() + 3 * sigma);
        assertThat(share / loss.share()).as("within 2 %% of %s", loss.share()).isBetween(0.98, 1.02);
    }

    @ParameterizedTest
    @CsvSource({"0.02, 0.2", "0.01, 0.5", "0.3, 0.4"})
    void bursts_are_as_long_as_they_should_be(double enter, double leave) {
        var loss = new Loss.GilbertElliott(enter, leave, 1, 0);
        var known = new Loss.Known();
        long bursts = 0;
        long lost = 0;
        boolean before = false;
        for (int packet = 0; packet < MILLION; packet++) {
            boolean now = loss.lost(packet, of(5), known);
            bursts += now && !before ? 1 : 0;
            lost += now ? 1 : 0;
            before = now;
        }
        assertThat((double) lost / bursts / loss.meanBurst()).isBetween(0.98, 1.02);
    }

    @ParameterizedTest
    @CsvSource({"0.02, 0.2", "0.9, 0.8", "0.5, 0.5", "0.0005, 0.002", "0, 1"})
    void a_packets_fate_does_not_depend_on_who_was_asked_for_before(double enter, double leave) {
        var loss = new Loss.GilbertElliott(enter, leave, 0.9, 0.05);
        var known = new Loss.Known();
        boolean[] inOrder = new boolean[20_000];
        for (int packet = 0; packet < inOrder.length; packet++) {
            inOrder[packet] = loss.lost(packet, of(11), known);
        }
        var random = new SplittableRandom(4);
        var jumping = new Loss.Known();
        for (int i = 0; i < 5_000; i++) {
            int packet = random.nextInt(inOrder.length);
            assertThat(loss.lost(packet, of(11), jumping))
                    .as("packet %d", packet)
                    .isEqualTo(inOrder[packet]);
            assertThat(loss.lost(packet, of(11), new Loss.Known())).isEqualTo(inOrder[packet]);
        }
    }

    @Test
    void other_parameters_do_not_inherit_a_state() {
        var often = new Loss.GilbertElliott(0.3, 0.4, 1, 0);
        var seldom = new Loss.GilbertElliott(0.001, 0.01, 1, 0);
        var known = new Loss.Known();
        for (int packet = 0; packet < 5_000; packet++) {
            Loss loss = packet / 10 % 2 == 0 ? often : seldom;
            assertThat(loss.lost(packet, of(2), known)).isEqualTo(loss.lost(packet, of(2), new Loss.Known()));
        }
    }

    @Test
    void recorded_losses_are_those_and_no_others() throws Exception {
        Path file = Files.writeString(dir.resolve("drops.txt"), "0\n17\n20-22\n");
        Loss loss = new Loss.Recorded(DropVector.read(file));
        var lost = new java.util.ArrayList<Long>();
        for (long packet = 0; packet < 100; packet++) {
            if (loss.lost(packet, of(1), new Loss.Known())) {
                lost.add(packet);
            }
        }
        assertThat(lost).containsExactly(0L, 17L, 20L, 21L, 22L);
        assertThat(loss.share()).isEqualTo(5 / 23.0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "3;2 | drops.txt:2: '2' goes back",
                "3;3 | goes back",
                "5-4 | goes back",
                "x | is no packet's number, and no run of packets such as 17-23",
                "-1 | is no packet's number",
                "1;;2 | drops.txt:2: is empty",
                "1; ;2 | drops.txt:2: is empty",
            })
    void a_drop_vector_that_is_none_is_told_with_line_and_reason(String lines, String words) throws Exception {
        Path file = Files.writeString(dir.resolve("drops.txt"), lines.replace(';', '\n') + "\n");
        assertThatThrownBy(() -> DropVector.read(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(words);
    }

    @Test
    void a_drop_vector_without_packets_is_none() throws Exception {
        Path file = Files.writeString(dir.resolve("drops.txt"), "");
        assertThatThrownBy(() -> DropVector.read(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("names no packet. Where none is lost, state no loss.");
    }
}
