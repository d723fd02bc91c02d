package dev.roadrig.boards.qemu;

import dev.roadrig.scenarios.fault.RigFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A kernel package's modules with what they depend on, from the modules themselves: depmod's list is made on installing. */
final class KernelModules {
    /** Loaded at each boot, then what a link's conditions are made of on the board, loaded by those who use it. */
    static final List<String> WANTED = List.of(
            "virtio_pci",
            "virtio_net",
            "virtio_blk",
            "virtio_rng",
            "sch_netem",
            "sch_tbf",
            "sch_htb",
            "sch_prio",
            "sch_ingress",
            "ifb",
            "act_mirred",
            "cls_u32",
            "cls_matchall",
            "cls_fw");

    private static final Pattern FILE = Pattern.compile("(.+)\\.ko(\\.xz)?");
    private static final Duration UNPACK = Duration.ofSeconds(30);

    private final DebianProgram host;
    private final Path scratch;
    private final Map<String, Path> files = new HashMap<>();
    private final Set<String> builtIn = new HashSet<>();

    /**
     * Looks at a kernel's modules.
     *
     * @param folder {@code lib/modules/VERSION}
     */
    KernelModules(DebianProgram host, Path folder, Path scratch) throws IOException {
        this.host = host;
        this.scratch = scratch;
        try (Stream<Path> all = Files.walk(folder)) {
            all.forEach(file -> {
                Matcher module = FILE.matcher(file.getFileName().toString());
                if (module.matches()) {
                    files.put(plain(module.group(1)), file);
                }
            });
        }
        for (String line : Files.readAllLines(folder.resolve("modules.builtin"))) {
            Matcher module = FILE.matcher(line.substring(line.lastIndexOf('/') + 1));
            if (module.matches()) {
                builtIn.add(plain(module.group(1)));
            }
        }
    }

    /** A dash and an underscore are the same in a module's name. */
    private static String plain(String name) {
        return name.replace('-', '_');
    }

    /**
     * Modules and all they depend on, each after those it needs.
     *
     * @throws RigFault {@code image.incomplete} when the kernel has one neither as a module nor built in
     */
    List<KernelModule> closure(List<String> wanted) throws RigFault, InterruptedException, IOException {
        Map<String, KernelModule> found = new LinkedHashMap<>();
        for (String name : wanted) {
            add(plain(name), found);
        }
        return List.copyOf(found.values());
    }

    private void add(String name, Map<String, KernelModule> found) throws RigFault, InterruptedException, IOException {
        if (found.containsKey(name) || builtIn.contains(name)) {
            return;
        }
        Path file = files.get(name);
        if (file == null) {
            throw new RigFault(
                    "image.incomplete",
                    "Debian's kernel has no module " + name + ", neither as a file nor built in. Its packages have"
                            + " changed; Roadrig's list of modules must follow.");
        }
        KernelModule module = KernelModule.of(name, read(file));
        for (String other : module.needs()) {
            add(plain(other), found);
        }
        found.put(name, module);
    }

    private byte[] read(Path file) throws RigFault, InterruptedException, IOException {
        if (!file.toString().endsWith(".xz")) {
            return Files.readAllBytes(file);
        }
        host.run(scratch, UNPACK, "xz", "-dkf", file.toString());
        String name = file.toString();
        return Files.readAllBytes(Path.of(name.substring(0, name.length() - ".xz".length())));
    }
}
