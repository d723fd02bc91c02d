package dev.roadrig.wires.tool.boot;

import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.wires.tool.Measured;
import dev.roadrig.wires.tool.NotUnderstood;
import dev.roadrig.wires.tool.ResultDraft;
import dev.roadrig.wires.tool.Tool;
import dev.roadrig.wires.tool.ToolReader;
import dev.roadrig.wires.tool.ToolResult;
import dev.roadrig.wires.tool.ToolText;
import java.util.regex.Pattern;

/** A console's text from boot loader to login, by what its lines state; nothing is concluded for a board from it. */
public final class BootLog implements ToolReader {
    private static final Pattern SIGN =
            Pattern.compile("\\bU-Boot (?:SPL )?20[0-9]{2}\\.|^(?:\\[ *+[0-9]++\\.[0-9]{6}\\]"
                    + " )?+(?:Linux version [0-9]|Booting Linux on )|Kernel panic - not syncing|^>>>>SecStartup|^Reset cause: "
                    + "|Out of memory: Killed process [0-9]|Under-voltage detected!|^\\[ *+[0-9]++\\.[0-9]{6}\\] ");
    private static final Pattern U_BOOT = Pattern.compile("\\bU-Boot (?:SPL )?(20[0-9]{2}\\.[0-9]{2}\\S*+)");
    private static final Pattern KERNEL = Pattern.compile("Linux version ([0-9]\\S*+)");
    private static final Pattern BOOTING =
            Pattern.compile("Linux version [0-9]|Booting Linux on |^\\[ *+[0-9]++\\.[0-9]{6}\\] ");
    private static final Pattern LOGIN = Pattern.compile("^(\\S{1,64} login:)");
    private static final Pattern SHELL = Pattern.compile("^/ # ?|^\\S{1,64}@\\S{1,64}:\\S{0,200}[#$]");
    private static final Pattern MODEL = Pattern.compile("(?:Machine model|^Model): (\\S.*)$");
    private static final Pattern CPU = Pattern.compile("^CPU {0,2}: {1,3}(?:Freescale )?(\\S++) rev");
    private static final Pattern CAUSE = Pattern.compile("^Reset cause: (\\S++)");
    private static final Pattern GRADE = Pattern.compile("temperature grade \\([^)]{1,60}\\) at (-?[0-9]++)C");
    private static final Pattern WATCHDOG = Pattern.compile("^WDT: .*\\(([0-9]++)s timeout\\)");
    private static final Pattern ORDERED = Pattern.compile(
            "[#$] (?:reboot|poweroff|halt|shutdown .*)$|systemd-shutdown\\[1\\]: |reboot: Restarting system");
    private static final Pattern OVERRUN = Pattern.compile(": ([0-9]++) input overrun\\(s\\)");
    private static final int SHOWN = 200;

    @Override
    public Tool tool() {
        return Tool.BOOT_LOG;
    }

    @Override
    public boolean knows(ToolText text) {
        return text.has(SIGN);
    }

    @Override
    public ToolResult read(ToolText text) {
        if (!knows(text)) {
            throw NotUnderstood.foreign(tool(), text);
        }
        var draft = new ResultDraft(tool(), text);
        draft.version(U_BOOT);
        draft.fact("uboot", U_BOOT);
        draft.fact("kernel", KERNEL);
        boolean kernel = text.has(BOOTING);
        draft.fact("kernel_started", String.valueOf(kernel));
        draft.fact("boot_stage", kernel ? "kernel" : "boot loader");
        draft.fact("login_prompt", LOGIN);
        draft.fact("prompt_reached", String.valueOf(text.has(LOGIN) || text.has(SHELL)));
        draft.fact("model", MODEL);
        draft.fact("cpu", CPU);
        draft.fact("reset_cause", CAUSE);
        draft.figure("board_temp", GRADE, "C");
        draft.figure("wdt_timeout", WATCHDOG, "s");
        boolean ordered = text.has(ORDERED);
        if (ordered) {
            draft.fact("ordered_reboot", "true");
            draft.note("The reboot was ordered: what a watchdog says of it is no failure.");
        }
        text.first(CAUSE)
                .filter(cause -> cause.group(1).equals("WDOG"))
                .ifPresent(cause -> draft.fact("unexpected", String.valueOf(!ordered)));
        double overruns = text.all(OVERRUN).stream()
                .mapToDouble(match -> ResultDraft.number(match.group(1)))
                .sum();
        if (overruns > 0) {
            draft.figure("overruns", overruns, "");
        }
        Crash.read(draft);
        UnderVoltage.read(draft);
        text.lastWritten().ifPresent(line -> draft.fact("last", Wording.firstOf(line, SHOWN)));
        return draft.as(new Measured("what a console's lines state; nothing was timed"));
    }
}
