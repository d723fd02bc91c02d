package dev.roadrig.boards.pty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roadrig.scenarios.time.RealTicker;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PtyTest {

    @Test
    void all_256_bytes_pass_both_ways_unchanged() throws Exception {
        byte[] all = new byte[256];
        for (int i = 0; i < 256; i++) {
            all[i] = (byte) i;
        }
        try (Pty pty = Pty.open();
                var in = new FileInputStream(pty.path());
                var out = new FileOutputStream(pty.path())) {
            out.write(all);
            assertThat(readMaster(pty, 256)).isEqualTo(all);

            assertThat(pty.write(all, 1_000)).isEqualTo(256);
            assertThat(readSlave(in, 256)).isEqualTo(all);
        }
    }

    @Test
    void a_driver_may_close_and_open_again() throws Exception {
        try (Pty pty = Pty.open()) {
            for (int i = 0; i < 3; i++) {
                try (var out = new FileOutputStream(pty.path())) {
                    out.write('a' + i);
                }
                assertThat(readMaster(pty, 1)).containsExactly('a' + i);
            }
            assertThat(pty.read(new byte[10], 1)).isZero();
        }
    }

    @Test
    void without_a_reader_a_write_takes_a_few_kib_and_then_nothing() throws Exception {
        try (Pty pty = Pty.open()) {
            long taken = 0;
            int now;
            do {
                now = pty.write(new byte[1024], 0);
                taken += now;
            } while (now > 0);

            assertThat(taken).isBetween(4_000L, 100_000L);
            assertThat(now).isZero();
        }
    }

    @Test
    void unplugged_the_device_vanishes_and_the_drivers_read_fails() throws Exception {
        Pty pty = Pty.open();
        try (var in = new FileInputStream(pty.path())) {
            var read = CompletableFuture.supplyAsync(() -> {
                try {
                    return in.read();
                } catch (IOException e) {
                    return -2;
                }
            });
            pty.close();

            assertThat(read.get(20, java.util.concurrent.TimeUnit.SECONDS)).isNegative();
            assertThat(Files.exists(Path.of(pty.path()))).isFalse();
            assertThat(pty.read(new byte[1], 1)).isEqualTo(-1);
            assertThat(pty.write(new byte[1], 1)).isEqualTo(-1);
            pty.close();
        }
    }

    @Test
    void a_uart_is_never_faster_than_its_baud_rate() throws Exception {
        try (var ticker = new RealTicker("uart-test");
                var pty = Pty.open();
                var uart = new Uart("uart-test", pty, 9_600, ticker, bytes -> {});
                var in = new FileInputStream(pty.path())) {
            long start = ticker.nanos();
            uart.send(new byte[480]);
            byte[] unused = readSlave(in, 480);

            assertThat(Duration.ofNanos(ticker.nanos() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(495));
        }
    }

    @Test
    void what_is_sent_ahead_lands_in_the_middle_and_in_its_own_order() throws Exception {
        try (var ticker = new RealTicker("uart-test");
                var pty = Pty.open();
                var uart = new Uart("uart-test", pty, 4_800, ticker, bytes -> {});
                var in = new FileInputStream(pty.path())) {
            uart.send("a".repeat(200).getBytes(StandardCharsets.US_ASCII));
            uart.sendAhead("<1>".getBytes(StandardCharsets.US_ASCII));
            uart.sendAhead("<2>".getBytes(StandardCharsets.US_ASCII));
            String all = new String(readSlave(in, 206), StandardCharsets.US_ASCII);

            assertThat(all).matches("a{0,64}<1><2>a+");
            assertThat(all.replaceAll("[^a]", "")).hasSize(200);
        }
    }

    @Test
    void what_comes_in_is_handed_on() throws Exception {
        var got = new ByteArrayOutputStream();
        try (var ticker = new RealTicker("uart-test");
                var pty = Pty.open();
                var uart = new Uart("uart-test", pty, 115_200, ticker, got::writeBytes);
                var out = new FileOutputStream(pty.path())) {
            out.write("root\r".getBytes(StandardCharsets.US_ASCII));

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> got.toString(StandardCharsets.US_ASCII).equals("root\r"));
            assertThat(uart.idle()).isTrue();
        }
    }

    @Test
    void closing_ends_both_threads_even_when_nobody_reads() throws Exception {
        var ticker = new RealTicker("uart-test");
        var uart = new Uart("closing-test", Pty.open(), 4_000_000, ticker, bytes -> {});
        uart.send(new byte[200_000]);
        uart.close();
        ticker.close();

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("rr-closing-test"));
    }

    private static byte[] readSlave(FileInputStream in, int count) throws IOException {
        byte[] all = new byte[count];
        new DataInputStream(in).readFully(all);
        return all;
    }

    private static byte[] readMaster(Pty pty, int count) throws IOException {
        var all = new ByteArrayOutputStream();
        byte[] buffer = new byte[512];
        while (all.size() < count) {
            int n = pty.read(buffer, 1_000);
            assertThat(n).isNotNegative();
            all.write(buffer, 0, n);
        }
        return all.toByteArray();
    }
}
