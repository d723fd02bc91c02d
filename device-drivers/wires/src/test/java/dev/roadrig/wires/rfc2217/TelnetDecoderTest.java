package dev.roadrig.wires.rfc2217;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.ports.telnet.ComPort;
import dev.roadrig.ports.telnet.Telnet;
import dev.roadrig.ports.telnet.TelnetDecoder;
import dev.roadrig.ports.telnet.TelnetSink;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TelnetDecoderTest {
    @Test
    void frames_are_as_the_rfc_writes_them_with_every_255_doubled() {
        assertThat(hex(Telnet.data(new byte[] {1, (byte) 255, 2}))).isEqualTo("01ffff02");
        assertThat(hex(Telnet.negotiation(Telnet.DO, Telnet.COM_PORT))).isEqualTo("fffd2c");
        assertThat(hex(Telnet.comPort(ComPort.SET_BAUDRATE.code(), (byte) 0, (byte) 0, (byte) 255, (byte) 255)))
                .isEqualTo("fffa2c010000fffffffffff0");
    }

    static IntStream cuts() {
        return IntStream.rangeClosed(0, stream().length);
    }

    /** All byte values, a rate with two 255s, a mask of 255, offers and a one-byte command. */
    private static byte[] stream() {
        var out = new ByteArrayOutputStream();
        byte[] all = new byte[256];
        IntStream.range(0, 256).forEach(i -> all[i] = (byte) i);
        out.writeBytes(Telnet.data(all));
        out.writeBytes(Telnet.negotiation(Telnet.WILL, Telnet.BINARY));
        out.writeBytes(Telnet.comPort(101, (byte) 0, (byte) 0, (byte) 255, (byte) 255));
        out.writeBytes(new byte[] {(byte) 255, (byte) 241});
        out.writeBytes(Telnet.comPort(111, (byte) 255));
        out.writeBytes(Telnet.data(new byte[] {(byte) 255}));
        return out.toByteArray();
    }

    @ParameterizedTest(name = "cut at byte {0}")
    @MethodSource("cuts")
    void a_stream_is_the_same_wherever_it_is_cut(int cut) {
        byte[] stream = stream();
        var seen = new Seen();
        var decoder = new TelnetDecoder(seen);
        decoder.take(Arrays.copyOf(stream, cut));
        decoder.take(Arrays.copyOfRange(stream, cut, stream.length));
        assertThat(seen.data.size()).isEqualTo(257);
        byte[] data = seen.data.toByteArray();
        assertThat(IntStream.range(0, 257).allMatch(i -> (data[i] & 0xFF) == Math.min(i, 255)))
                .isTrue();
        assertThat(seen.events).containsExactly("251 0", "44 650000ffff", "44 6fff");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void bytes_at_random_never_throw_and_cutting_them_changes_nothing(long seed) {
        var random = new Random(seed);
        byte[] stream = new byte[20_000];
        for (int i = 0; i < stream.length; i++) {
            stream[i] = (byte) (random.nextInt(3) == 0 ? 240 + random.nextInt(16) : random.nextInt(256));
        }
        var whole = new Seen();
        new TelnetDecoder(whole).take(stream);
        var cut = new Seen();
        var decoder = new TelnetDecoder(cut);
        for (int from = 0; from < stream.length; ) {
            int to = Math.min(stream.length, from + 1 + random.nextInt(7));
            decoder.take(Arrays.copyOfRange(stream, from, to));
            from = to;
        }
        assertThat(cut.events).as("seed %d", seed).isEqualTo(whole.events);
        assertThat(cut.data.toByteArray()).isEqualTo(whole.data.toByteArray());
    }

    @Test
    void a_value_without_an_end_is_dropped_at_a_bound_and_what_follows_is_read() {
        var seen = new Seen();
        var decoder = new TelnetDecoder(seen);
        decoder.take(new byte[] {(byte) 255, (byte) 250, 44});
        decoder.take(new byte[64 * 1024]);
        decoder.take(new byte[] {(byte) 255, (byte) 240});
        decoder.take(new byte[] {'o', 'k'});
        assertThat(seen.events).isEmpty();
        assertThat(decoder.dropped()).isEqualTo(1);
        assertThat(seen.data.toByteArray()).containsExactly('o', 'k');
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static final class Seen implements TelnetSink {
        private final ByteArrayOutputStream data = new ByteArrayOutputStream();
        private final List<String> events = new ArrayList<>();

        @Override
        public void data(byte[] bytes) {
            data.writeBytes(bytes);
        }

        @Override
        public void negotiation(int verb, int option) {
            events.add(verb + " " + option);
        }

        @Override
        public void subnegotiation(int option, byte[] value) {
            events.add(option + " " + hex(value));
        }
    }
}
