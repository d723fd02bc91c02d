package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.fault.Wording;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence of NMEA 0183, such as {@code $GPGGA,...*56}.
 *
 * @param type the last three letters of the address, such as GGA, whoever the talker is
 * @param fields after the address
 * @param checked whether it carries a checksum
 */
record NmeaSentence(String type, List<String> fields, boolean checked) {
    private static final Pattern FORM = Pattern.compile("\\$([A-Z][A-Z0-9]{2,9}),([^*]*)(\\*([0-9A-Fa-f]{2}))?\\s*");
    private static final Pattern TIME = Pattern.compile("(\\d{2})(\\d{2})(\\d{2})(\\.\\d{1,9})?");
    private static final Pattern DATE = Pattern.compile("(\\d{2})(\\d{2})(\\d{2})");
    private static final Pattern ANGLE = Pattern.compile("(\\d{1,3})(\\d{2}\\.?\\d{0,12})");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}(\\.\\d{0,12})?");
    private static final int CENTURY_TURNS = 80;

    NmeaSentence {
        fields = List.copyOf(fields);
    }

    /** A line as a sentence; empty where it is none. */
    static Optional<NmeaSentence> of(String line) {
        Matcher sentence = FORM.matcher(line);
        if (!sentence.matches()) {
            return Optional.empty();
        }
        String address = sentence.group(1);
        boolean proprietary = address.startsWith("P");
        String type = proprietary ? address : address.substring(Math.max(0, address.length() - 3));
        return Optional.of(
                new NmeaSentence(type, List.of(sentence.group(2).split(",", -1)), sentence.group(4) != null));
    }

    /** Whether a line's checksum, the exclusive or of what lies between $ and *, is wrong. */
    static boolean isCorrupt(String line) {
        Matcher sentence = FORM.matcher(line);
        if (!sentence.matches() || sentence.group(4) == null) {
            return false;
        }
        int sum = 0;
        for (int i = 1; line.charAt(i) != '*'; i++) {
            sum ^= line.charAt(i);
        }
        return sum != Integer.parseInt(sentence.group(4), 16);
    }

    /** A field from 0 on; empty where the sentence ends before. */
    String field(int index) {
        return index < fields.size() ? fields.get(index) : "";
    }

    /** Nanoseconds of the day; empty where the receiver had no time. Throws {@link IllegalArgumentException}. */
    OptionalLong timeOfDay(int index) {
        String text = field(index);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        Matcher time = TIME.matcher(text);
        check(time.matches(), index, "a time hhmmss.sss");
        long hour = Long.parseLong(time.group(1));
        long minute = Long.parseLong(time.group(2));
        long second = Long.parseLong(time.group(3));
        // 60 is a leap second.
        check(hour < 24 && minute < 60 && second <= 60, index, "a time hhmmss.sss");
        String part = time.group(4) == null ? "0" : "0" + time.group(4);
        return OptionalLong.of(((hour * 60 + minute) * 60 + second) * Stamps.NANOS
                + Stamps.nanos(part).orElse(0));
    }

    /** A date ddmmyy; 80 to 99 are of the century before. Throws {@link IllegalArgumentException}. */
    Optional<LocalDate> date(int index) {
        String text = field(index);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Matcher date = DATE.matcher(text);
        check(date.matches(), index, "a date ddmmyy");
        int year = Integer.parseInt(date.group(3));
        return Optional.of(day(
                index,
                year + (year < CENTURY_TURNS ? 2000 : 1900),
                Integer.parseInt(date.group(2)),
                Integer.parseInt(date.group(1))));
    }

    /** A date as day, month and year in fields of their own. Throws {@link IllegalArgumentException}. */
    Optional<LocalDate> dateInThree(int index) {
        if (field(index).isEmpty()) {
            return Optional.empty();
        }
        double day = number(index, 1, 31).orElse(0);
        double month = number(index + 1, 1, 12).orElse(0);
        double year = number(index + 2, 1980, 2200).orElse(0);
        return Optional.of(day(index, (int) year, (int) month, (int) day));
    }

    private LocalDate day(int index, int year, int month, int day) {
        try {
            return LocalDate.of(year, month, day);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(wrong(index, "a day of the calendar"), e);
        }
    }

    /** An angle dddmm.mmmm with its hemisphere in the next field, degrees. Throws {@link IllegalArgumentException}. */
    OptionalDouble degrees(int index, String positive, String negative, double most) {
        if (field(index).isEmpty()) {
            return OptionalDouble.empty();
        }
        Matcher angle = ANGLE.matcher(field(index));
        check(angle.matches(), index, "an angle dddmm.mmmm");
        double minutes = Double.parseDouble(angle.group(2));
        double degrees = Integer.parseInt(angle.group(1)) + minutes / 60;
        check(minutes < 60 && degrees <= most, index, "an angle dddmm.mmmm of at most " + most + " degrees");
        String side = field(index + 1);
        check(side.equals(positive) || side.equals(negative), index + 1, positive + " or " + negative);
        return OptionalDouble.of(side.equals(positive) ? degrees : -degrees);
    }

    /** A number in these bounds; empty where the field is. Throws {@link IllegalArgumentException}. */
    OptionalDouble number(int index, double least, double most) {
        if (field(index).isEmpty()) {
            return OptionalDouble.empty();
        }
        check(NUMBER.matcher(field(index)).matches(), index, "a number");
        double value = Double.parseDouble(field(index));
        check(value >= least && value <= most, index, "between " + least + " and " + most);
        return OptionalDouble.of(value);
    }

    private void check(boolean holds, int index, String shouldBe) {
        if (!holds) {
            throw new IllegalArgumentException(wrong(index, shouldBe));
        }
    }

    private String wrong(int index, String shouldBe) {
        return "field " + (index + 1) + " of " + type + " should be " + shouldBe + " and not "
                + Wording.quote(field(index));
    }
}
