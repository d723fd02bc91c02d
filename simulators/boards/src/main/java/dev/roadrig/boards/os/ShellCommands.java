package dev.roadrig.boards.os;

import dev.roadrig.boards.os.Command.CommandFault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The shell's built-in commands. */
final class ShellCommands {
    private static final int LONGEST_LINE = 1 << 20;

    private ShellCommands() {}

    static Map<String, Command> all() {
        Map<String, Command> all = new TreeMap<>();
        all.put(":", call -> 0);
        all.put("true", call -> 0);
        all.put("false", call -> 1);
        all.put("echo", ShellCommands::echo);
        all.put("printf", call -> Printf.run(call));
        all.put("cd", ShellCommands::cd);
        all.put("pwd", call -> say(call, call.shell().folder()));
        all.put("exit", call -> {
            throw new Jump(Jump.From.SHELL, statusOf(call));
        });
        all.put("return", call -> {
            throw new Jump(Jump.From.FUNCTION, statusOf(call));
        });
        all.put("break", call -> {
            throw new Jump(Jump.From.LOOP, 0);
        });
        all.put("continue", call -> {
            throw new Jump(Jump.From.TURN, 0);
        });
        all.put("export", ShellCommands::export);
        all.put("unset", call -> {
            call.operands().forEach(call.shell().variables()::remove);
            return 0;
        });
        all.put("set", call -> 0);
        all.put("read", ShellCommands::read);
        all.put("wait", ShellCommands::await);
        all.put("type", ShellCommands::type);
        all.put("command", ShellCommands::command);
        all.put("eval", call -> call.shell().run(String.join(" ", call.arguments()), call.stdio()));
        all.put("exec", call -> {
            throw new Jump(
                    Jump.From.SHELL,
                    call.arguments().isEmpty() ? 0 : call.shell().interpreter().call(call.arguments(), call.stdio()));
        });
        all.put("test", call -> Condition.run(call.arguments(), call));
        all.put("[", ShellCommands::bracket);
        all.put("kill", ShellCommands::kill);
        return all;
    }

    private static int say(Call call, String text) throws IOException {
        call.print(text + "\n");
        return 0;
    }

    private static int statusOf(Call call) throws IOException {
        return call.arguments().isEmpty()
                ? call.shell().status()
                : (int) call.number(call.arguments().get(0)) & 0xff;
    }

    private static int echo(Call call) throws IOException {
        boolean newline = true;
        boolean escapes = false;
        int first = 0;
        while (first < call.arguments().size() && call.arguments().get(first).matches("-[neE]+")) {
            newline &= call.arguments().get(first).indexOf('n') < 0;
            escapes |= call.arguments().get(first).indexOf('e') > 0;
            first++;
        }
        String text = String.join(
                " ", call.arguments().subList(first, call.arguments().size()));
        call.print((escapes ? Printf.unescape(text) : text) + (newline ? "\n" : ""));
        return 0;
    }

    private static int cd(Call call) throws IOException {
        String path =
                call.path(call.operands().isEmpty() ? "/root" : call.operands().get(0));
        if (!Files.isDirectory(call.files().host(path))) {
            throw new CommandFault(1, "can't cd to " + path + ": No such file or directory");
        }
        call.shell().folder(path);
        return 0;
    }

    private static int export(Call call) {
        for (String each : call.operands()) {
            int equals = each.indexOf('=');
            if (equals > 0) {
                call.shell().variables().put(each.substring(0, equals), each.substring(equals + 1));
            }
        }
        return 0;
    }

    private static int read(Call call) throws IOException {
        String line = readLine(call);
        boolean ended = !line.endsWith("\n");
        List<String> names = call.operands().isEmpty() ? List.of("REPLY") : call.operands();
        String[] words = line.strip().split("[ \t]+", names.size());
        for (int i = 0; i < names.size(); i++) {
            call.shell().variables().put(names.get(i), i < words.length ? words[i] : "");
        }
        return ended ? 1 : 0;
    }

    private static String readLine(Call call) throws IOException {
        var line = new ByteArrayOutputStream();
        int c;
        do {
            c = call.stdio().in().read();
            if (c >= 0) {
                line.write(c);
            }
        } while (c >= 0 && c != '\n' && line.size() < LONGEST_LINE);
        return line.toString(StandardCharsets.UTF_8);
    }

    private static int await(Call call) throws IOException, InterruptedException {
        List<BoardProcess> jobs = call.shell().jobs();
        if (call.operands().isEmpty()) {
            for (BoardProcess job : jobs) {
                int unused = await(call, job);
            }
            return 0;
        }
        int status = 0;
        for (String pid : call.operands()) {
            Optional<BoardProcess> named = jobs.stream()
                    .filter(job -> Integer.toString(job.pid()).equals(pid))
                    .findFirst();
            status = named.isPresent() ? await(call, named.get()) : CommandTable.NOT_FOUND;
        }
        return status;
    }

    private static int await(Call call, BoardProcess job) throws InterruptedException {
        call.system().clock().waitUntil(Long.MAX_VALUE, job::ended);
        call.shell().forget(job);
        return job.status();
    }

    private static int type(Call call) throws IOException {
        call.needOperands(1);
        String name = call.operands().get(0);
        if (!call.system().commands().has(name)) {
            throw new CommandFault(CommandTable.NOT_FOUND, name + ": not found");
        }
        return say(call, name + " is /usr/bin/" + name);
    }

    private static int command(Call call) throws IOException, InterruptedException {
        if (call.has('v') || call.has('V')) {
            call.needOperands(1);
            String name = call.operands().get(0);
            return call.system().commands().has(name) ? say(call, "/usr/bin/" + name) : CommandTable.NOT_FOUND;
        }
        return call.arguments().isEmpty() ? 0 : call.shell().interpreter().call(call.arguments(), call.stdio());
    }

    private static int bracket(Call call) throws IOException {
        int last = call.arguments().size() - 1;
        if (last < 0 || !call.arguments().get(last).equals("]")) {
            throw new CommandFault(2, "missing ]");
        }
        return Condition.run(call.arguments().subList(0, last), call);
    }

    private static int kill(Call call) throws IOException {
        int signal = BoardProcess.TERMINATE;
        List<String> pids = new ArrayList<>();
        for (String argument : call.arguments()) {
            if (argument.startsWith("-") && argument.length() > 1) {
                signal = signalNumber(argument.substring(1));
            } else {
                pids.add(argument);
            }
        }
        int status = 0;
        for (String pid : pids) {
            long number = call.number(pid);
            var process = call.system().processes().find((int) number);
            if (process.isEmpty()) {
                call.stdio().complain("sh: can't kill pid " + pid + ": No such process");
                status = 1;
            } else if (signal != 0) {
                process.get().kill(signal);
            }
        }
        return status;
    }

    private static int signalNumber(String word) throws IOException {
        return switch (word.replaceFirst("^(SIG|s=)", "")) {
            case "0" -> 0;
            case "1", "HUP" -> BoardProcess.HANGUP;
            case "2", "INT" -> BoardProcess.INTERRUPT;
            case "9", "KILL" -> BoardProcess.KILL;
            case "15", "TERM" -> BoardProcess.TERMINATE;
            default -> throw new CommandFault(1, "bad signal name '" + word + "'");
        };
    }

    /** Runs a text in a shell of the call's own process. */
    static int runScript(Call call, String script, List<String> positional) throws IOException, InterruptedException {
        Shell shell = call.shell().child(call.process());
        shell.positional(positional);
        return shell.runToExit(script, call.stdio());
    }
}
