package dev.roadrig.wires.tool.boot;

import dev.roadrig.wires.tool.ResultDraft;
import dev.roadrig.wires.tool.ToolText;
import java.util.regex.Pattern;

/** Panics, oopses, lock-ups and kills in a kernel's lines; a panic can begin in the middle of another line. */
final class Crash {
    private static final Pattern PANIC =
            Pattern.compile("(?:\\[ *+([0-9]++\\.[0-9]++)\\] )?+Kernel panic - not syncing: (\\S.*)$");
    private static final Pattern PANIC_END = Pattern.compile("---\\[ end Kernel panic");
    private static final Pattern NULL_POINTER =
            Pattern.compile("BUG: kernel NULL pointer dereference, address: ([0-9a-f]++)$");
    private static final Pattern OOPS = Pattern.compile("\\bOops: [0-9a-f]{4}");
    private static final Pattern KILLED = Pattern.compile(
            "Out of memory: Killed process ([0-9]++) \\(([^)]{1,64})\\)" + "(?:.*?\\banon-rss:([0-9]++)kB)?");
    private static final Pattern LOCKED_UP = Pattern.compile("BUG: (soft|hard) lockup");
    private static final Pattern TRACE = Pattern.compile("-\\[ cut here \\]-|\\bCall [Tt]race:");

    private Crash() {}

    static void read(ResultDraft draft) {
        ToolText text = draft.text();
        for (String line : text.lines()) {
            var panic = PANIC.matcher(line);
            if (panic.find() && !PANIC_END.matcher(line).find() && !draft.stated("panic")) {
                draft.fact("panic", panic.group(2));
                if (panic.group(1) != null) {
                    draft.figure("uptime", panic.group(1), "s");
                }
            }
        }
        if (text.has(NULL_POINTER) || text.has(OOPS)) {
            draft.fact("oops", "true");
            draft.fact("address", NULL_POINTER);
        }
        text.first(KILLED).ifPresent(match -> {
            draft.fact("oom", "true");
            draft.fact("pid", match.group(1));
            draft.fact("comm", match.group(2));
            if (match.group(3) != null) {
                draft.figure("anon_rss", match.group(3), "kB");
            }
        });
        text.first(LOCKED_UP).ifPresent(match -> draft.fact("watchdog", match.group(1) + " lockup"));
        if (text.has(TRACE)) {
            draft.fact("trace", "present");
        }
    }
}
