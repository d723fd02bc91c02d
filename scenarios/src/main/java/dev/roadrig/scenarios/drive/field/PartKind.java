package dev.roadrig.scenarios.drive.field;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a ticket may hold, in the order in which it is told. */
enum PartKind {
    GNSS("gnss", "positions (NMEA or GPX)", "nmea", "gpx"),
    CAN("can", "CAN log (candump, ASC or MDF4)", "candump", "asc", "mdf4"),
    VIDEO("video", "video (frames with pts_ns, or a video file)", "video", "pts-frames", "folder"),
    MODEM("modem", "modem log", "gnettrack", "link-csv"),
    KERNEL("kernel", "kernel log", "kernel-log"),
    APPLICATION("application", "application log", "application-log");

    private final String word;
    private final String wanted;

    @SuppressWarnings("ImmutableEnumChecker") // the list comes from List.of
    private final List<String> forms;

    PartKind(String word, String wanted, String... forms) {
        this.word = word;
        this.wanted = wanted;
        this.forms = List.of(forms);
    }

    /** What it is called in field.yaml and in tables. */
    String word() {
        return word;
    }

    /** What to ask for where it is missing. */
    String wanted() {
        return wanted;
    }

    /** Of a form that an importer knows; empty where a ticket has no use for it. */
    static Optional<PartKind> ofForm(String form) {
        return Arrays.stream(values()).filter(kind -> kind.forms.contains(form)).findFirst();
    }
}
