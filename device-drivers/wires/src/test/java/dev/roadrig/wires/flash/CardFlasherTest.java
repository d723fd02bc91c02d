package dev.roadrig.wires.flash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.ports.FirmwareImage;
import dev.roadrig.ports.Flasher;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cards that are files, behind a switch that is a script and writes down where it was told to switch. */
@SuppressWarnings("NullAway.Init")
class CardFlasherTest {
    private static final Duration SOON = Duration.ofSeconds(3);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Ticker ticker = new RealTicker("card-test");

    @TempDir
    private Path folder;

    private FirmwareImage image;
    private Path device;
    private Path mux;

    @BeforeEach
    void anImageAndACard() throws IOException {
        image = FirmwareImage.of(Files.writeString(folder.resolve("product-2.fw"), "firmware ".repeat(1000)));
        device = Files.createFile(folder.resolve("sda"));
        mux = folder.resolve("mux");
        Files.createDirectories(folder.resolve("block/sda/holders"));
        Files.createDirectories(folder.resolve("block/sda/sda1/holders"));
        Files.writeString(folder.resolve("mounts"), folder.resolve("sdb1") + " /home ext4 rw 0 0\n");
    }

    @AfterEach
    void end() {
        ticker.close();
    }

    private CardFlasher card(Path device, Ticker clock, String more) throws IOException {
        Path tool = Files.writeString(
                folder.resolve("tool"),
                "#!/bin/sh\necho $1 >>" + mux + "\nif [ $1 = host ]; then exit; fi\n" + more + "\n");
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        return new CardFlasher(
                "b",
                new CardFlasher.Card(List.of(tool.toString(), "host"), List.of(tool.toString(), "board"), device),
                clock,
                new HostDisks(folder.resolve("mounts"), folder.resolve("swaps"), folder.resolve("block")));
    }

    private CardFlasher card(Path device) throws IOException {
        return card(device, ticker, "");
    }

    private void fails(Flasher flasher, FirmwareImage written, Duration within, String code, String words)
            throws IOException {
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> flasher.flash(written, ticker.in(within)))
                .withMessageContaining(words)
                .satisfies(fault -> assertThat(fault.code()).isEqualTo(code))
                .satisfies(fault -> assertThat(fault.getSuppressed()).isEmpty());
        assertThat(switched()).as("the card is with the board").containsExactly("host", "board");
        Files.delete(mux);
    }

    private List<String> switched() throws IOException {
        return Files.exists(mux) ? Files.readAllLines(mux) : List.of();
    }

    /** Whether the switch was told to switch to the board. */
    private boolean isBeingGiven() {
        return mux.toFile().length() > "host\n".length();
    }

    @Test
    void a_card_is_written_read_back_and_given_to_the_board() throws Exception {
        Files.writeString(device, "older ".repeat(5000));
        Flasher flasher = card(device);
        flasher.flash(image, ticker.in(LONG));
        assertThat(flasher.touched()).isTrue();
        assertThat(Files.readString(device))
                .startsWith(Files.readString(image.file()))
                .hasSize(30_000);
        assertThat(switched()).containsExactly("host", "board");
    }

    @Test
    void a_card_that_holds_something_else_than_was_written_is_seen() throws Exception {
        Flasher flasher = card(device);
        var other = new FirmwareImage(image.file(), "0".repeat(64), image.bytes());
        fails(flasher, other, LONG, "flash.damaged", image.sha256() + " is read back");
        assertThat(flasher.touched()).isTrue();
    }

    @Test
    void a_card_that_does_not_come_or_is_in_use_here_is_left_alone_and_goes_back() throws Exception {
        Flasher none = card(folder.resolve("sdz"));
        fails(none, image, SOON, "flash.no-card", "there is no ");
        assertThat(none.touched()).isFalse();
        Path system = Files.writeString(folder.resolve("sdb"), "somebody's home");
        fails(card(system), image, LONG, "flash.mounted", "is mounted on this host (" + folder.resolve("sdb1 /home"));
        assertThat(Files.readString(system)).isEqualTo("somebody's home");
        Files.writeString(folder.resolve("swaps"), "Filename Type Size\n" + device + " partition 1048572\n");
        fails(card(device), image, LONG, "flash.mounted", " partition 1048572)");
    }

    @Test
    void a_card_on_which_or_on_a_part_of_which_a_volume_stands_is_left_alone() throws Exception {
        Path ofThePart = Files.createFile(folder.resolve("block/sda/sda1/holders/dm-0"));
        fails(
                card(device),
                image,
                LONG,
                "flash.mounted",
                "is part of a volume, a RAID or an encrypted disk of this host");
        Files.move(ofThePart, folder.resolve("block/sda/holders/md0"));
        fails(card(device), image, LONG, "flash.mounted", "is part of a volume");
        assertThat(device).isEmptyFile();
    }

    @Test
    void a_card_that_is_full_or_may_not_be_written_is_the_rigs_error() throws Exception {
        fails(card(Path.of("/dev/full")), image, LONG, "flash.unwritten", "the disk is full");
        // Read-only to root as well, by sysfs itself or by its mount in a container.
        fails(card(Path.of("/sys/kernel/uevent_seqnum")), image, LONG, "flash.unwritten", "this user's rights");
    }

    @Test
    void an_interrupt_in_the_middle_of_writing_ends_that_and_gives_the_card_back() throws Exception {
        var once = new AtomicBoolean();
        var clock = new HookedTicker(ticker, () -> {
            if (device.toFile().length() > 0 && !once.getAndSet(true)) {
                Thread.currentThread().interrupt();
            }
            return 0;
        });
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> card(device, clock, "").flash(image, ticker.in(LONG)));
        assertThat(switched()).containsExactly("host", "board");
    }

    @Test
    void an_interrupt_in_the_middle_of_giving_it_back_has_that_done_again() throws Exception {
        var once = new AtomicBoolean();
        var clock = new HookedTicker(ticker, () -> {
            if (isBeingGiven() && !once.getAndSet(true)) {
                Thread.currentThread().interrupt();
            }
            return 0;
        });
        String slowAtFirst = "[ $(grep -c board " + mux + ") = 1 ] && sleep 600; echo done >>" + mux;
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> card(device, clock, slowAtFirst).flash(image, ticker.in(LONG)));
        assertThat(switched()).containsExactly("host", "board", "board", "done");
    }

    @Test
    void a_card_that_is_not_given_back_is_named_beside_why_its_flashing_failed() throws Exception {
        Path away = folder.resolve("sdz");
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> card(away, ticker, "echo stuck; exit 1").flash(image, ticker.in(SOON)))
                .matches(fault -> fault.code().equals("flash.no-card"))
                .satisfies(fault -> assertNotGivenBack(fault, "tool board` for b ended with exit code 1: stuck"));
    }

    @Test
    void a_card_whose_giving_back_is_interrupted_each_time_is_named_beside_the_interrupt() {
        var clock = new HookedTicker(ticker, () -> {
            if (device.toFile().length() > 0) {
                Thread.currentThread().interrupt();
            }
            return 0;
        });
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> card(device, clock, "sleep 600").flash(image, ticker.in(LONG)))
                .satisfies(interrupt -> assertNotGivenBack(interrupt, "it was interrupted 3 times"));
        assertThat(Thread.interrupted()).as("the interrupt stands").isTrue();
    }

    private void assertNotGivenBack(Throwable first, String why) {
        assertThat(first.getSuppressed()).singleElement().satisfies(later -> assertThat(later)
                .hasMessageStartingWith("The card of b was not given back, and may be with this host: ")
                .hasMessageContaining(why)
                .hasMessageEndingWith(" Switch it over by hand: `" + folder.resolve("tool") + " board`."));
    }

    @Test
    void a_card_whose_writing_took_all_the_time_is_given_back_all_the_same() throws Exception {
        long late = Duration.ofSeconds(10).toNanos();
        var clock = new HookedTicker(ticker, () -> isBeingGiven() ? late : 0);
        card(device, clock, "sleep 0.05; echo done >>" + mux).flash(image, ticker.in(Duration.ofSeconds(9)));
        assertThat(switched()).containsExactly("host", "board", "done");
    }
}
