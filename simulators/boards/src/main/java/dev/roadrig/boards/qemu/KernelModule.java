package dev.roadrig.boards.qemu;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A module of the kernel, by what its section {@code .modinfo} says: texts {@code name=value}, each ended by a zero byte.
 *
 * @param name with underscores
 * @param needs modules that must be there first
 * @param aliases by which the kernel asks for it, such as {@code rtnl-link-ifb}
 */
record KernelModule(String name, ByteString bytes, List<String> needs, List<String> aliases) {
    private static final Pattern TEXT = Pattern.compile("\0(depends|alias)=([\\x20-\\x7e]*)(?=\0)");

    KernelModule {
        needs = List.copyOf(needs);
        aliases = List.copyOf(aliases);
    }

    static KernelModule of(String name, byte[] elf) {
        List<String> needs = new ArrayList<>();
        List<String> aliases = new ArrayList<>();
        Matcher matcher = TEXT.matcher(new String(elf, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            if (matcher.group(1).equals("alias")) {
                aliases.add(matcher.group(2));
            } else if (!matcher.group(2).isEmpty()) {
                needs.addAll(List.of(matcher.group(2).replace('-', '_').split(",")));
            }
        }
        return new KernelModule(name, ByteString.copyFrom(elf), needs, aliases);
    }

    /**
     * Its line of modules.dep(5), all modules lying in one folder: what must be there first stands last.
     *
     * @param all each after those it needs
     */
    String dependencyLine(List<KernelModule> all) {
        Set<String> needed = new HashSet<>(needs);
        var line = new StringBuilder(name + ".ko:");
        for (int i = all.size() - 1; i >= 0; i--) {
            KernelModule other = all.get(i);
            if (needed.contains(other.name())) {
                needed.addAll(other.needs());
                line.append(' ').append(other.name()).append(".ko");
            }
        }
        return line.toString();
    }
}
