package dev.roadrig.boards.link.gateway.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Header;
import org.xbill.DNS.Rcode;

/** Bytes that come to port 53. */
class QuestionTest {
    private static byte[] query() {
        return Asking.a("cloud.example").toWire();
    }

    @Test
    void every_shorter_form_of_a_query_is_no_query_and_is_told_so_where_it_has_a_head() throws Exception {
        byte[] whole = query();
        assertThat(Question.read(whole)).isPresent();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThat(Question.read(cut)).as("cut to %d bytes", length).isEmpty();
            assertThat(Question.complaint(cut).isPresent()).isEqualTo(length >= Header.LENGTH);
        }
        Header told = new Header(Question.complaint(Arrays.copyOf(whole, 12)).orElseThrow());
        assertThat(told.getRcode()).isEqualTo(Rcode.FORMERR);
        assertThat(told.getID()).isEqualTo(new Header(whole).getID());
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 6, 8, 10})
    void a_count_that_the_message_does_not_hold_is_not_believed(int at) {
        for (int count : new int[] {3, 0x7fff, 0x8000, 0xffff}) {
            byte[] lying = query();
            ByteBuffer.wrap(lying).putShort(at, (short) count);
            assertThat(Question.read(lying)).as("count %d at %d", count, at).isEmpty();
        }
    }

    @Test
    void an_answer_is_never_answered() {
        byte[] answer = query();
        answer[2] |= (byte) 0x80;
        assertThat(Question.read(answer)).isEmpty();
        assertThat(Question.complaint(answer)).isEmpty();
    }

    @Test
    void a_name_that_points_at_itself_ends() {
        byte[] looping = query();
        looping[12] = (byte) 0xc0;
        looping[13] = 12;
        assertThat(Question.read(looping)).isEmpty();
    }

    @Test
    void an_oversized_message_is_not_read() {
        assertThat(Question.read(Arrays.copyOf(query(), Question.MOST_BYTES))).isPresent();
        assertThat(Question.read(Arrays.copyOf(query(), Question.MOST_BYTES + 1)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void damaged_queries_are_read_or_not_and_nothing_else(long seed) {
        var random = new SplittableRandom(seed);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = query();
            for (int flips = random.nextInt(1, 5); flips > 0; flips--) {
                bytes[random.nextInt(2, bytes.length)] = (byte) random.nextInt();
            }
            var question = Question.read(bytes);
            if (question.isPresent()) {
                read++;
                assertThat(question.get().reply(Rcode.NOERROR).toWire().length).isLessThan(600);
                assertThat(question.get().name()).isNotEmpty();
                assertThat(question.get().type()).isNotEmpty();
            }
        }
        assertThat(read).as("of 20000, seed %d", seed).isBetween(1_000, 19_000);
    }
}
