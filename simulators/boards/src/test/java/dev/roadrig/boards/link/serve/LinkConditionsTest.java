package dev.roadrig.boards.link.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.scenario.NetworkFile;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The proxy "link" under conditions of a file that changes. */
class LinkConditionsTest {
    private static final long MILLI = 1_000_000L;

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private ServedLink link;

    private final List<String> told = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() throws Exception {
        link = new ServedLink();
    }

    @AfterEach
    void close() throws Exception {
        link.close();
    }

    /** As an editor saves: a new file is renamed over the old one, of which nobody reads half. */
    private Path write(String network) throws IOException {
        Path written = Files.writeString(folder.resolve("link.yaml~"), network);
        return Files.move(written, folder.resolve("link.yaml"), StandardCopyOption.ATOMIC_MOVE);
    }

    private WatchedFile<?> watch(Path file) {
        return WatchedFile.open(
                file, new WatchedFile.Use<>(NetworkFile::read, link.server::conditions, told::add), link.ticker);
    }

    private static long echoed(Socket socket) throws IOException {
        long begin = System.nanoTime();
        socket.getOutputStream().write(7);
        assertThat(socket.getInputStream().read()).isEqualTo(7);
        return System.nanoTime() - begin;
    }

    @Test
    void conditions_hold_under_the_toxics_and_change_with_their_file_on_open_connections() throws Exception {
        Path file = write("network: {rate: 10 Mbit/s, rtt: 80ms}\n");
        String listen = link.server.link(Endpoint.parse("localhost:0"), Endpoint.parse(link.target.address()));
        try (WatchedFile<?> watched = watch(file);
                Socket socket = ServedLink.connect(listen)) {
            assertThat(watched.file()).isEqualTo(file);
            assertThat(echoed(socket)).isGreaterThanOrEqualTo(80 * MILLI);

            write("network: {rate: 10 Mbit/s, rtt: 20 parsec}\n");
            await().until(() -> !told.isEmpty());
            assertThat(told.get(0))
                    .startsWith(file + ":1:")
                    .contains("'20 parsec'")
                    .endsWith("\nThe conditions stay as they were until the file is right.");
            assertThat(echoed(socket)).as("the old ones").isGreaterThanOrEqualTo(80 * MILLI);

            write("network: {rate: 10 Mbit/s, rtt: 160ms} # a network that is longer\n");
            await().until(() -> told.size() == 2);
            assertThat(told.get(1)).startsWith(file + " has changed");
            assertThat(echoed(socket)).isGreaterThanOrEqualTo(160 * MILLI);
        }
        assertThat(told).hasSize(2);
    }

    @Test
    void what_an_outage_holds_goes_on_when_the_file_ends_it() throws Exception {
        Path file = write("network: {rate: 0 Mbit/s}\n");
        String listen = link.server.link(Endpoint.parse("127.0.0.1:0"), Endpoint.parse(link.target.address()));
        try (WatchedFile<?> watched = watch(file);
                Socket socket = ServedLink.connect(listen)) {
            socket.getOutputStream().write(new byte[5000]);
            Files.writeString(watched.file(), "network: {rate: 100 Mbit/s}\n");
            assertThat(socket.getInputStream().readNBytes(5000)).hasSize(5000);
        }
    }

    @Test
    void a_file_that_is_taken_away_changes_nothing_and_another_one_in_its_place_does() throws Exception {
        Path file = write("network: {rate: 10 Mbit/s, rtt: 80ms}\n");
        String listen = link.server.link(Endpoint.parse("localhost:0"), Endpoint.parse(link.target.address()));
        try (WatchedFile<?> watched = watch(file);
                Socket socket = ServedLink.connect(listen)) {
            Files.delete(watched.file());
            await().until(() -> !told.isEmpty());
            assertThat(told.get(0))
                    .contains("link.yaml")
                    .endsWith("\nThe conditions stay as they were until the file is right.");
            assertThat(echoed(socket)).isGreaterThanOrEqualTo(80 * MILLI);

            write("network: {rate: 10 Mbit/s, rtt: 160ms}\n");
            await().until(() -> told.size() == 2);
            assertThat(told.get(1)).startsWith(file + " has changed");
            assertThat(echoed(socket)).isGreaterThanOrEqualTo(160 * MILLI);
        }
    }

    @Test
    void a_file_that_is_wrong_at_first_is_bad_input() throws IOException {
        Path file = write("name: x\n");
        assertThatThrownBy(() -> watch(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("key 'network' is missing");
    }
}
