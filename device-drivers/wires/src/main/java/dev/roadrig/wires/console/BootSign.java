package dev.roadrig.wires.console;

import dev.roadrig.scenarios.record.v1.BoardEvent;
import java.util.List;
import java.util.Optional;

/**
 * What a line of a console can say about a boot or a death. Texts are of fixed length, so that noise of any size is
 * searched in linear time. Not here, because ordered reboots show them too: "watchdog did not stop!", "Restarting
 * system".
 */
enum BootSign {
    BOOTLOADER(
            BoardEvent.Kind.BOOTLOADER,
            Place.LINE_START,
            "",
            "U-Boot SPL ",
            "U-Boot TPL ",
            "U-Boot 20",
            "barebox 20",
            "ESP-ROM:",
            "ets Jun ",
            "ets Jul ",
            "coreboot-"),
    KERNEL(
            BoardEvent.Kind.KERNEL,
            Place.LINE_START,
            "",
            "Starting kernel ...",
            "[    0.000000] Booting Linux on",
            "[    0.000000] Linux version "),
    /** Of the boot that shows it; also after an ordered reboot, because a watchdog is how many boards reset. */
    WATCHDOG_RESET(
            BoardEvent.Kind.WATCHDOG,
            Place.LINE_START,
            "",
            "Reset cause: WDOG",
            "rst:0x7 (TG0WDT_SYS_RESET)",
            "rst:0x8 (TG1WDT_SYS_RESET)",
            "rst:0x9 (RTCWDT_SYS_RESET)",
            "rst:0x10 (RTCWDT_RTC_RESET)"),
    PANIC(
            BoardEvent.Kind.PANIC,
            Place.ANYWHERE,
            "board.panic",
            "Kernel panic - not syncing",
            "Guru Meditation Error",
            "### ERROR ### Please RESET the board ###"),
    OOPS(
            BoardEvent.Kind.PANIC,
            Place.ANYWHERE,
            "board.oops",
            "Internal error: Oops",
            "BUG: unable to handle",
            "BUG: kernel NULL pointer dereference",
            "Unable to handle kernel"),
    OUT_OF_MEMORY(BoardEvent.Kind.OUT_OF_MEMORY, Place.ANYWHERE, "board.out-of-memory", "Out of memory: Kill"),
    WATCHDOG_BITE(
            BoardEvent.Kind.WATCHDOG,
            Place.ANYWHERE,
            "board.watchdog",
            "watchdog: BUG: soft lockup",
            "Watchdog detected hard LOCKUP",
            "Task watchdog got triggered"),
    BROWN_OUT(
            BoardEvent.Kind.POWER_OFF,
            Place.ANYWHERE,
            "board.brown-out",
            "Brownout detector was triggered",
            "(BROWNOUT_RST)",
            "(RTCWDT_BROWN_OUT_RESET)"),
    LOGIN(BoardEvent.Kind.LOGIN_PROMPT, Place.LINE_END, "", "login:", "login: ");

    /** The longest text of all: how far back a search must reach over a torn read. */
    static final int LONGEST_TEXT = 48;

    private enum Place {
        LINE_START,
        ANYWHERE,
        LINE_END
    }

    private final BoardEvent.Kind kind;
    private final Place place;
    private final String faultCode;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable, its type does not say so.
    private final List<String> texts;

    BootSign(BoardEvent.Kind kind, Place place, String faultCode, String... texts) {
        this.kind = kind;
        this.place = place;
        this.faultCode = faultCode;
        this.texts = List.of(texts);
    }

    BoardEvent.Kind kind() {
        return kind;
    }

    /** The code of the fault that it is by itself; empty for what is only a step of a boot. */
    String faultCode() {
        return faultCode;
    }

    boolean isFault() {
        return !faultCode.isEmpty();
    }

    /** The text by which a line shows this sign. */
    Optional<String> in(String line) {
        return texts.stream().filter(text -> shows(line, text)).findFirst();
    }

    private boolean shows(String line, String text) {
        return switch (place) {
            case LINE_START -> line.startsWith(text);
            case ANYWHERE -> line.contains(text);
            // One word before it: a name and no log line that happens to end so.
            case LINE_END ->
                line.endsWith(text)
                        && line.length() <= LONGEST_TEXT * 2
                        && !line.startsWith("[")
                        && line.strip().split(" ").length <= 2;
        };
    }
}
