package dev.roadrig.boards.qemu;

import dev.roadrig.scenarios.fault.BadInput;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A package of Debian's for arm64.
 *
 * @param version as Debian writes it, such as {@code 1:1.35.0-4}
 * @param sha256 of its file, as the signed lists of the archive have it
 */
public record DebianPackage(String name, String version, String sha256) {
    /** apt-get(8), {@code --print-uris}: the address in quotes, the file, its bytes, and a hash. */
    private static final Pattern LINE =
            Pattern.compile("'[^']+' ([a-z0-9][a-z0-9+.-]*)_([^_ ]+)_(?:arm64|all)\\.deb (\\d+) ?(\\S*)");

    /** Reads a line of {@code apt-get install --print-uris}; a line of another form is {@link BadInput}. */
    static DebianPackage parse(String line) {
        Matcher matcher = LINE.matcher(line.strip());
        if (!matcher.matches()) {
            throw new BadInput("apt-get named a package in a way that cannot be read: " + line);
        }
        return new DebianPackage(matcher.group(1), matcher.group(2).replace("%3a", ":"), "");
    }

    DebianPackage withSha256(String hash) {
        return new DebianPackage(name, version, hash);
    }

    /** What apt-get saves it as in the working folder; the architecture is left open. */
    String filePrefix() {
        return name + "_" + version.replace(":", "%3a") + "_";
    }

    @Override
    public String toString() {
        return name + " " + version;
    }
}
