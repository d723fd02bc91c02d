package dev.roadrig.harness.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MinimumTest {

    @Test
    void a_set_that_fails_by_some_of_its_elements_is_cut_down_to_them() throws Exception {
        var random = new SplittableRandom(5);
        for (int round = 0; round < 300; round++) {
            int size = 1 + random.nextInt(20);
            List<Integer> whole = IntStream.range(0, size).boxed().toList();
            var needed = new TreeSet<Integer>();
            random.ints(random.nextInt(4), 0, size).forEach(needed::add);

            List<Integer> least = new Minimum<Integer>(part -> part.containsAll(needed)).of(whole);

            assertThat(least).containsExactlyElementsOf(needed);
        }
    }

    @Test
    void no_single_element_can_be_left_out_of_what_is_left_whatever_fails() throws Exception {
        Minimum.Fails<Integer> odd = part -> (part.size() % 2 == 1 && part.contains(3)) || part.size() == 8;

        List<Integer> least =
                new Minimum<>(odd).of(IntStream.range(0, 8).boxed().toList());

        for (Integer each : least) {
            List<Integer> rest = new ArrayList<>(least);
            rest.remove(each);
            assertThat(odd.test(rest)).isFalse();
        }
        assertThat(odd.test(least)).isTrue();
    }
}
