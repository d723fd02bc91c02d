package dev.roadrig.boards.os;

import dev.roadrig.boards.os.Command.CommandFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Programs that deal with the system: processes, kernel and supply. */
final class SystemCommands {
    static final String RELEASE = "6.1.55-dashcam";

    private SystemCommands() {}

    static Map<String, Command> all() {
        Map<String, Command> all = new TreeMap<>();
        all.put("uname", SystemCommands::uname);
        all.put("hostname", call -> say(call, "dashcam"));
        all.put("id", call -> say(call, call.has('u') ? "0" : "uid=0(root) gid=0(root) groups=0(root)"));
        all.put("whoami", call -> say(call, "root"));
        all.put("sync", call -> 0);
        all.put("stty", call -> 0);
        all.put("ps", SystemCommands::ps);
        all.put("dmesg", SystemCommands::dmesg);
        all.put("reboot", call -> {
            call.system().power().reboot();
            return 0;
        });
        all.put("poweroff", call -> {
            call.system().power().off();
            return 0;
        });
        all.put("halt", call -> {
            call.system().power().off();
            return 0;
        });
        all.put("sh", SystemCommands::sh);
        all.put("nohup", SystemCommands::through);
        all.put("setsid", SystemCommands::through);
        all.put("env", SystemCommands::through);
        all.put("pgrep", SystemCommands::pgrep);
        return all;
    }

    static int say(Call call, String text) throws IOException {
        call.print(text + "\n");
        return 0;
    }

    private static int uname(Call call) throws IOException {
        List<String> parts = new ArrayList<>();
        boolean all = call.has('a');
        if (all || call.has('s') || call.arguments().isEmpty()) {
            parts.add("Linux");
        }
        if (all || call.has('n')) {
            parts.add("dashcam");
        }
        if (all || call.has('r')) {
            parts.add(RELEASE);
        }
        if (all || call.has('v')) {
            parts.add("#1 SMP PREEMPT");
        }
        if (all || call.has('m')) {
            parts.add("aarch64");
        }
        if (all) {
            parts.add("GNU/Linux");
        }
        return say(call, String.join(" ", parts));
    }

    private static int ps(Call call) throws IOException {
        call.print("  PID USER       TIME  COMMAND\n    1 root       0:01 /sbin/init\n");
        for (BoardProcess process : call.system().processes().list()) {
            call.print(String.format(Locale.ROOT, "%5d root       0:00 %s%n", process.pid(), process.command()));
        }
        return 0;
    }

    private static int pgrep(Call call) throws IOException {
        call.needOperands(1);
        int found = 0;
        for (BoardProcess process : call.system().processes().list()) {
            String text = call.has('f') ? process.command() : process.command().split(" ")[0];
            if (text.contains(call.operands().get(0)) && process != call.process()) {
                call.print(process.pid() + "\n");
                found++;
            }
        }
        return found > 0 ? 0 : 1;
    }

    private static int dmesg(Call call) throws IOException {
        int n = call.arguments().indexOf("-n");
        if (n < 0) {
            call.print(call.system().kernel().dmesg());
            return 0;
        }
        if (n + 1 == call.arguments().size()) {
            throw new CommandFault(1, "option requires an argument -- n");
        }
        call.system().kernel().consoleLevel((int) call.number(call.arguments().get(n + 1)));
        return 0;
    }

    private static int sh(Call call) throws IOException, InterruptedException {
        List<String> arguments = call.arguments();
        if (!arguments.isEmpty() && arguments.get(0).matches("-[a-z]*c")) {
            if (arguments.size() == 1) {
                throw new CommandFault(2, "-c requires an argument");
            }
            List<String> positional = arguments.size() > 3 ? arguments.subList(3, arguments.size()) : List.of();
            return ShellCommands.runScript(call, arguments.get(1), positional);
        }
        if (arguments.isEmpty()) {
            String script = new String(call.stdio().in().readAllBytes(), StandardCharsets.UTF_8);
            return ShellCommands.runScript(call, script, List.of());
        }
        String script = call.files().text(call.path(arguments.get(0)));
        return ShellCommands.runScript(call, script, arguments.subList(1, arguments.size()));
    }

    /** Runs its arguments as a command, with variables set before them. */
    private static int through(Call call) throws IOException, InterruptedException {
        Shell shell = call.shell().child(call.process());
        List<String> words = new ArrayList<>(call.arguments());
        while (!words.isEmpty() && words.get(0).matches("[A-Za-z_][A-Za-z_0-9]*=.*")) {
            String assignment = words.remove(0);
            int equals = assignment.indexOf('=');
            shell.variables().put(assignment.substring(0, equals), assignment.substring(equals + 1));
        }
        return words.isEmpty() ? 0 : shell.interpreter().call(words, call.stdio());
    }
}
