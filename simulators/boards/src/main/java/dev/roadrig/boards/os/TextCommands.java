package dev.roadrig.boards.os;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Programs that deal with lines of text. */
final class TextCommands {
    private static final int MOST_BYTES = 64 << 20;

    private TextCommands() {}

    static Map<String, Command> all() {
        Map<String, Command> all = new TreeMap<>();
        all.put("head", call -> ends(call, true));
        all.put("tail", call -> ends(call, false));
        all.put("grep", TextCommands::grep);
        all.put("wc", TextCommands::wc);
        all.put("seq", TextCommands::seq);
        all.put("basename", call -> {
            call.needOperands(1);
            String path = call.operands().get(0);
            call.print(path.substring(path.lastIndexOf('/') + 1) + "\n");
            return 0;
        });
        return all;
    }

    private static String text(Call call, List<String> files) throws IOException {
        var text = new StringBuilder();
        for (String file : files) {
            try (InputStream in = call.files().open(call.path(file))) {
                text.append(read(in));
            }
        }
        return files.isEmpty() ? read(call.stdio().in()) : text.toString();
    }

    private static String read(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MOST_BYTES);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static List<String> lines(String text) {
        return text.isEmpty() ? List.of() : List.of(text.replaceFirst("\n$", "").split("\n", -1));
    }

    private static int ends(Call call, boolean first) throws IOException {
        int count = 10;
        List<String> files = new ArrayList<>();
        for (int i = 0; i < call.arguments().size(); i++) {
            String argument = call.arguments().get(i);
            if (argument.equals("-n") && i + 1 < call.arguments().size()) {
                count = (int) call.number(call.arguments().get(++i));
            } else if (argument.matches("-n?[0-9]{1,8}")) {
                count = Integer.parseInt(argument.replaceFirst("-n?", ""));
            } else {
                files.add(argument);
            }
        }
        List<String> lines = lines(text(call, files));
        int wanted = Math.max(0, Math.min(count, lines.size()));
        List<String> kept = first ? lines.subList(0, wanted) : lines.subList(lines.size() - wanted, lines.size());
        for (String line : kept) {
            call.print(line + "\n");
        }
        return 0;
    }

    private static int grep(Call call) throws IOException {
        call.needOperands(1);
        Pattern pattern;
        try {
            String text = call.operands().get(0);
            pattern = Pattern.compile(
                    call.has('F') ? Pattern.quote(text) : text, call.has('i') ? Pattern.CASE_INSENSITIVE : 0);
        } catch (PatternSyntaxException e) {
            throw new Command.CommandFault(2, "bad regex");
        }
        int found = 0;
        for (String line :
                lines(text(call, call.operands().subList(1, call.operands().size())))) {
            if (pattern.matcher(line).find() != call.has('v')) {
                found++;
                if (!call.has('q') && !call.has('c')) {
                    call.print(line + "\n");
                }
            }
        }
        if (call.has('c')) {
            call.print(found + "\n");
        }
        return found > 0 ? 0 : 1;
    }

    private static int wc(Call call) throws IOException {
        if (call.has('c') && call.operands().isEmpty()) {
            call.print(call.stdio().in().transferTo(OutputStream.nullOutputStream()) + "\n");
            return 0;
        }
        String text = text(call, call.operands());
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        long breaks = text.chars().filter(c -> c == '\n').count();
        String names = call.operands().isEmpty() ? "" : " " + String.join(" ", call.operands());
        call.print(
                (call.has('l') ? breaks + names : call.has('c') ? bytes + names : breaks + " " + bytes + names) + "\n");
        return 0;
    }

    private static int seq(Call call) throws IOException {
        call.needOperands(1);
        long first = call.operands().size() > 1 ? call.number(call.operands().get(0)) : 1;
        long last = call.number(call.operands().get(call.operands().size() - 1));
        for (long i = first; i <= last; i++) {
            call.print(i + "\n");
        }
        return 0;
    }
}
