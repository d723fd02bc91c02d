package dev.roadrig.boards.os;

import dev.roadrig.boards.os.Command.CommandFault;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Programs that tell, set or wait for the board's time. */
final class ClockCommands {
    private static final int TIMED_OUT = 124;

    private ClockCommands() {}

    static Map<String, Command> all() {
        Map<String, Command> all = new TreeMap<>();
        all.put("date", ClockCommands::date);
        all.put("sleep", ClockCommands::sleep);
        all.put(
                "uptime",
                call -> SystemCommands.say(
                        call,
                        String.format(
                                Locale.ROOT,
                                " up %.0f s, load average: 0.12, 0.08, 0.02",
                                call.system().clock().uptimeSeconds())));
        all.put("timeout", ClockCommands::timeout);
        return all;
    }

    private static int date(Call call) throws IOException {
        SystemClock clock = call.system().clock();
        int set = call.arguments().indexOf("-s");
        if (set >= 0 && set + 1 < call.arguments().size()) {
            clock.setWall(instant(call.arguments().get(set + 1)));
        }
        String format = call.arguments().stream()
                .filter(argument -> argument.startsWith("+"))
                .findFirst()
                .orElse("+%a %b %d %H:%M:%S UTC %Y");
        return SystemCommands.say(call, format(format.substring(1), clock.wall()));
    }

    private static Instant instant(String text) throws IOException {
        try {
            return text.matches("@[0-9]{1,12}")
                    ? Instant.ofEpochSecond(Long.parseLong(text.substring(1)))
                    : LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw new CommandFault(1, "invalid date '" + text + "'");
        }
    }

    private static String format(String format, Instant now) {
        LocalDateTime time = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
        String text = format.replace("%s", Long.toString(now.getEpochSecond()))
                .replace("%N", String.format(Locale.ROOT, "%09d", now.getNano()));
        String[][] fields = {
            {"%F", "yyyy-MM-dd"},
            {"%T", "HH:mm:ss"},
            {"%Y", "yyyy"},
            {"%m", "MM"},
            {"%d", "dd"},
            {"%H", "HH"},
            {"%M", "mm"},
            {"%S", "ss"},
            {"%a", "EEE"},
            {"%b", "MMM"},
        };
        for (String[] field : fields) {
            if (text.contains(field[0])) {
                text = text.replace(
                        field[0],
                        DateTimeFormatter.ofPattern(field[1], Locale.ROOT).format(time));
            }
        }
        return text;
    }

    private static int sleep(Call call) throws IOException, InterruptedException {
        call.needOperands(1);
        SystemClock clock = call.system().clock();
        clock.waitUntil(
                clock.nanos() + nanos(call.operands().get(0)),
                () -> call.process().signal() != 0);
        if (call.process().signal() != 0) {
            throw new InterruptedException("killed");
        }
        return 0;
    }

    private static long nanos(String seconds) throws IOException {
        String text = seconds.replaceFirst("s$", "");
        if (!text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            throw new CommandFault(1, "invalid number '" + seconds + "'");
        }
        return Math.round(Double.parseDouble(text) * 1e9);
    }

    private static int timeout(Call call) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(call.arguments());
        int signal = BoardProcess.TERMINATE;
        while (!words.isEmpty() && words.get(0).startsWith("-")) {
            String option = words.remove(0);
            if (option.matches("-s|-k") && !words.isEmpty()) {
                words.remove(0);
            }
            signal = option.matches("-s9|-sKILL") ? BoardProcess.KILL : signal;
        }
        if (words.size() < 2) {
            throw new CommandFault(1, "usage: timeout SECONDS COMMAND");
        }
        Ticker ticker = call.system().clock().ticker();
        BoardProcess own = call.process();
        int sent = signal;
        Ticker.Scheduled end = ticker.at(ticker.nanos() + nanos(words.get(0)), () -> own.kill(sent));
        try {
            Shell shell = call.shell().child(own);
            int status = shell.interpreter().call(words.subList(1, words.size()), call.stdio());
            if (own.signal() == 0) {
                return status;
            }
        } catch (InterruptedException e) {
            if (own.signal() != sent) {
                throw e;
            }
        } finally {
            end.cancel();
        }
        return sent == BoardProcess.KILL ? 128 + sent : TIMED_OUT;
    }
}
