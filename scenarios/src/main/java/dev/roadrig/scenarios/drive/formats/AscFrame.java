package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.v1.CanFrame;
import dev.roadrig.scenarios.fault.Wording;
import java.util.Optional;
import java.util.regex.Pattern;

/** A frame as a line of a Vector ASC file has it, after its stamp. */
record AscFrame(String bus, CanFrame message) {
    private static final Pattern CHANNEL = Pattern.compile("\\d{1,3}");
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,15}");
    private static final Pattern FLAG = Pattern.compile("[01]");
    private static final int HEX = 16;
    private static final int DECIMAL = 10;

    /**
     * Reads {@code 1 123x Rx d 8 01 ...}, {@code 1 ErrorFrame ...} and {@code CANFD 1 Rx 123 name 0 0 8 8 01 ...}; empty
     * where it is another event.
     *
     * @param decimal whether identifiers and data are decimal
     * @throws IllegalArgumentException what is wrong with a frame, in words
     */
    static Optional<AscFrame> of(String[] words, boolean decimal) {
        if (words.length >= 3
                && words[0].equals("CANFD")
                && CHANNEL.matcher(words[1]).matches()) {
            return words[2].equals("Rx") || words[2].equals("Tx")
                    ? fd(new AscWords(words, 2, decimal), words[1])
                    : Optional.empty();
        }
        if (words.length < 2 || !CHANNEL.matcher(words[0]).matches()) {
            return Optional.empty();
        }
        if (words[1].equals("ErrorFrame")) {
            return Optional.of(
                    new AscFrame(words[0], CanFrame.newBuilder().setError(true).build()));
        }
        boolean classic = words.length > 2 && (words[2].equals("Rx") || words[2].equals("Tx"));
        return classic ? Optional.of(classic(new AscWords(words, 1, decimal), words[0])) : Optional.empty();
    }

    /** What an event that is no frame is counted as. */
    static String kind(String text) {
        for (String word : text.split("[ :]+")) {
            if (WORD.matcher(word).matches() && !word.equals("CAN")) {
                return word + " events";
            }
        }
        return "events of other kinds";
    }

    private static AscFrame classic(AscWords words, String bus) {
        CanFrame.Builder frame = words.identifier();
        frame.setSent(words.next("a direction").equals("Tx"));
        String kind = words.next("d or r");
        if (kind.equals("r")) {
            return new AscFrame(
                    bus, frame.setRemote(true).setLength(words.lengthOrNone()).build());
        }
        if (!kind.equals("d")) {
            throw new IllegalArgumentException(
                    Wording.quote(kind) + " is neither d, a frame with data, nor r, a remote frame");
        }
        int length = words.number("a data length", HEX, 15);
        words.data(frame, Math.min(length, CanChannels.MOST_BYTES));
        return new AscFrame(bus, frame.build());
    }

    private static Optional<AscFrame> fd(AscWords words, String bus) {
        boolean sent = words.next("a direction").equals("Tx");
        if (words.peek().equals("ErrorFrame")) {
            return Optional.of(new AscFrame(
                    bus,
                    CanFrame.newBuilder()
                            .setError(true)
                            .setFd(true)
                            .setSent(sent)
                            .build()));
        }
        CanFrame.Builder frame = words.identifier().setFd(true).setSent(sent);
        if (!FLAG.matcher(words.peek()).matches()) {
            words.next("a name");
        }
        frame.setBitRateSwitch(words.number("a bit rate switch", DECIMAL, 1) == 1);
        frame.setErrorStateIndicator(words.number("an error state", DECIMAL, 1) == 1);
        int code = words.number("a data length code", HEX, 15);
        int length = words.number("a data length", DECIMAL, 64);
        if (length == 0 && code > 0) {
            return Optional.of(
                    new AscFrame(bus, frame.setRemote(true).setLength(code).build()));
        }
        if (!CanChannels.isLength(true, length)) {
            throw new IllegalArgumentException(length + " bytes do not fit in a CAN FD frame");
        }
        words.data(frame, length);
        return Optional.of(new AscFrame(bus, frame.build()));
    }
}
