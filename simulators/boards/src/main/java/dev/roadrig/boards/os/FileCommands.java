package dev.roadrig.boards.os;

import dev.roadrig.boards.os.Command.CommandFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Programs that deal with files. */
final class FileCommands {
    private static final long DISK_KIB = 512 * 1024;

    private FileCommands() {}

    static Map<String, Command> all() {
        Map<String, Command> all = new TreeMap<>();
        all.put("cat", FileCommands::cat);
        all.put("ls", FileCommands::ls);
        all.put("mkdir", FileCommands::mkdir);
        all.put("rm", FileCommands::rm);
        all.put("rmdir", FileCommands::rm);
        all.put("mv", call -> transfer(call, true));
        all.put("cp", call -> transfer(call, false));
        all.put("touch", FileCommands::touch);
        all.put("chmod", FileCommands::chmod);
        all.put("sha256sum", FileCommands::sha256sum);
        all.put("df", FileCommands::df);
        all.put("stat", FileCommands::stat);
        return all;
    }

    private static int cat(Call call) throws IOException, InterruptedException {
        List<String> operands = call.operands().isEmpty() ? List.of("-") : call.operands();
        int status = 0;
        for (String operand : operands) {
            if (operand.equals("-")) {
                call.stdio().in().transferTo(call.stdio().out());
                continue;
            }
            try (InputStream in = call.files().open(call.path(operand))) {
                in.transferTo(call.stdio().out());
            } catch (NoSuchFileException e) {
                call.stdio().complain("cat: can't open '" + operand + "': No such file or directory");
                status = 1;
            }
        }
        call.stdio().out().flush();
        return status;
    }

    private static int ls(Call call) throws IOException {
        List<String> operands = call.operands().isEmpty() ? List.of(".") : call.operands();
        int status = 0;
        for (String operand : operands) {
            Path host = call.host(operand);
            if (!Files.exists(host)) {
                call.stdio().complain("ls: " + operand + ": No such file or directory");
                status = 1;
            } else if (Files.isDirectory(host) && !call.has('d')) {
                try (Stream<Path> entries = Files.list(host)) {
                    for (Path entry : entries.sorted().toList()) {
                        String name = String.valueOf(entry.getFileName());
                        if (!name.startsWith(".") || call.has('a')) {
                            call.print(line(call, entry, name));
                        }
                    }
                }
            } else {
                call.print(line(call, host, operand));
            }
        }
        return status;
    }

    private static String line(Call call, Path host, String name) throws IOException {
        if (!call.has('l')) {
            return name + "\n";
        }
        String mode = (Files.isDirectory(host) ? "d" : "-") + (Files.isExecutable(host) ? "rwxr-xr-x" : "rw-r--r--");
        return String.format(
                Locale.ROOT,
                "%s    1 root     root     %9d %s %s%n",
                mode,
                Files.size(host),
                Files.getLastModifiedTime(host)
                        .toInstant()
                        .toString()
                        .substring(0, 16)
                        .replace('T', ' '),
                name);
    }

    private static int mkdir(Call call) throws IOException {
        call.needOperands(1);
        for (String operand : call.operands()) {
            if (call.has('p')) {
                Files.createDirectories(call.host(operand));
            } else {
                Files.createDirectory(call.host(operand));
            }
        }
        return 0;
    }

    private static int rm(Call call) throws IOException {
        int status = 0;
        for (String operand : call.operands()) {
            Path host = call.host(operand);
            if (!Files.exists(host)) {
                if (!call.has('f')) {
                    call.stdio().complain(call.name() + ": can't remove '" + operand + "': No such file or directory");
                    status = 1;
                }
            } else if (Files.isDirectory(host) && call.name().equals("rm") && !call.has('r') && !call.has('R')) {
                call.stdio().complain("rm: '" + operand + "' is a directory");
                status = 1;
            } else if (call.name().equals("rmdir")) {
                Files.delete(host);
            } else {
                call.files().delete(call.path(operand));
            }
        }
        return status;
    }

    private static int transfer(Call call, boolean move) throws IOException {
        call.needOperands(2);
        List<String> from = call.operands().subList(0, call.operands().size() - 1);
        Path target = call.host(call.operands().get(from.size()));
        if (from.size() > 1 && !Files.isDirectory(target)) {
            throw new CommandFault(1, "target is not a directory");
        }
        for (String each : from) {
            Path source = call.host(each);
            Path into = Files.isDirectory(target) ? target.resolve(String.valueOf(source.getFileName())) : target;
            if (move) {
                Files.move(source, into, StandardCopyOption.REPLACE_EXISTING);
            } else if (Files.isDirectory(source)) {
                throw new CommandFault(1, "omitting directory '" + each + "'");
            } else {
                Files.copy(source, into, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return 0;
    }

    private static int touch(Call call) throws IOException {
        for (String operand : call.operands()) {
            Path host = call.host(operand);
            if (!Files.exists(host)) {
                Files.createFile(host);
            }
            Files.setLastModifiedTime(host, FileTime.from(call.system().clock().wall()));
        }
        return 0;
    }

    private static int chmod(Call call) throws IOException {
        call.needOperands(2);
        String mode = call.operands().get(0);
        if (!mode.matches("[0-7]{3,4}|[ugoa]*[+-][rwxX]+")) {
            throw new CommandFault(1, "invalid mode '" + mode + "'");
        }
        boolean octal = Character.isDigit(mode.charAt(0));
        char owner = mode.charAt(Math.max(0, mode.length() - 3));
        boolean executable = octal ? ((owner - '0') & 1) != 0 : mode.contains("+");
        for (String operand : call.operands().subList(1, call.operands().size())) {
            Path host = call.host(operand);
            if (!Files.exists(host)) {
                throw new NoSuchFileException(operand);
            }
            if ((octal || mode.contains("x")) && !Files.isDirectory(host)) {
                boolean unused = host.toFile().setExecutable(executable);
            }
        }
        return 0;
    }

    private static int sha256sum(Call call) throws IOException {
        List<String> operands = call.operands().isEmpty() ? List.of("-") : call.operands();
        int status = 0;
        for (String operand : operands) {
            try (InputStream in =
                    operand.equals("-") ? call.stdio().in() : call.files().open(call.path(operand))) {
                call.print(sha256(in) + "  " + operand + "\n");
            } catch (NoSuchFileException e) {
                call.stdio().complain("sha256sum: can't open '" + operand + "': No such file or directory");
                status = 1;
            }
        }
        return status;
    }

    /** The SHA-256 of everything in a stream, hex. */
    static String sha256(InputStream in) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            try (var through = new DigestInputStream(in, digest)) {
                through.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static int df(Call call) throws IOException {
        long used = call.files().usedBytes() / 1024;
        long free = Math.max(0, DISK_KIB - used);
        call.print(String.format(
                Locale.ROOT,
                "Filesystem           1K-blocks      Used Available Use%% Mounted on%n"
                        + "/dev/mmcblk0p2       %9d %9d %9d %3d%% /%n",
                DISK_KIB,
                used,
                free,
                Math.min(100, 100 * used / DISK_KIB)));
        return 0;
    }

    private static int stat(Call call) throws IOException {
        call.needOperands(1);
        boolean size = call.has('c');
        String operand = call.operands().get(call.operands().size() - 1);
        long bytes = Files.size(call.host(operand));
        call.print(size ? bytes + "\n" : "  File: " + operand + "\n  Size: " + bytes + "\n");
        return 0;
    }
}
