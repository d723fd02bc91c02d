package dev.roadrig.boards.os;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code printf} with %s %b %c %d %i %u %x %o and %%, widths up to 999, and the usual escapes; the format is used again for what is left. */
final class Printf {
    private static final Pattern PIECE = Pattern.compile("%(%|[-0]?[0-9]{0,3}[sbcdiuxo])");

    private Printf() {}

    static int run(Call call) throws IOException {
        if (call.arguments().isEmpty()) {
            throw new Command.CommandFault(2, "usage: printf FORMAT [ARG]...");
        }
        String format = unescape(call.arguments().get(0));
        Deque<String> left =
                new ArrayDeque<>(call.arguments().subList(1, call.arguments().size()));
        int before;
        do {
            before = left.size();
            call.print(once(call, format, left));
        } while (!left.isEmpty() && left.size() < before);
        return 0;
    }

    private static String once(Call call, String format, Deque<String> left) throws IOException {
        Matcher piece = PIECE.matcher(format);
        var text = new StringBuilder();
        int at = 0;
        while (piece.find()) {
            text.append(format, at, piece.start());
            at = piece.end();
            String spec = piece.group(1);
            text.append(spec.equals("%") ? "%" : one(call, spec, left.isEmpty() ? null : left.poll()));
        }
        return text.append(format.substring(at)).toString();
    }

    private static String one(Call call, String spec, @org.jspecify.annotations.Nullable String argument)
            throws IOException {
        char kind = spec.charAt(spec.length() - 1);
        String width = spec.substring(0, spec.length() - 1);
        String value = argument == null ? "" : argument;
        if ("diuxo".indexOf(kind) >= 0) {
            long number = value.isEmpty() ? 0 : call.number(value);
            String java = width.matches("[-0]") ? "" : width;
            return String.format(Locale.ROOT, "%" + java + (kind == 'x' || kind == 'o' ? kind : 'd'), number);
        }
        String text = kind == 'b' ? unescape(value) : kind == 'c' && !value.isEmpty() ? value.substring(0, 1) : value;
        String java = width.replaceFirst("^0+", "");
        return java.matches("-?") ? text : String.format(Locale.ROOT, "%" + java + "s", text);
    }

    /** Backslash escapes: n, r, t, a, b, e, backslash, and octal. */
    static String unescape(String text) {
        var out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                out.append(c);
                continue;
            }
            char next = text.charAt(++i);
            int known = "nrtabe\\".indexOf(next);
            if (known >= 0) {
                out.append("\n\r\t\u0007\b\u001b\\".charAt(known));
            } else if (next >= '0' && next <= '7') {
                int end = i;
                while (end < text.length() && end < i + 4 && text.charAt(end) >= '0' && text.charAt(end) <= '7') {
                    end++;
                }
                out.append((char) (Integer.parseInt(text.substring(i, end), 8) & 0xff));
                i = end - 1;
            } else {
                out.append(c).append(next);
            }
        }
        return out.toString();
    }
}
