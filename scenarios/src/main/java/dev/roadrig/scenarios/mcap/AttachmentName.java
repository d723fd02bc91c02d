package dev.roadrig.scenarios.mcap;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.Wording;
import java.nio.file.Path;
import java.util.Arrays;

/** The rules for names of attachments, which may become paths when they are extracted. */
public final class AttachmentName {
    private AttachmentName() {}

    /** Relative, no way up, no separators of other systems, nothing that a terminal or a file system trips over. */
    public static boolean isSafe(String name) {
        return !name.isBlank()
                && name.length() <= 255
                && !name.startsWith("/")
                && name.indexOf('\\') < 0
                && name.indexOf(':') < 0
                && name.chars().noneMatch(Character::isISOControl)
                && Arrays.stream(name.split("/", -1))
                        .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    }

    /** Throws {@link IllegalArgumentException} for a name that no writer may use. */
    public static void checkWritten(String name) {
        if (!isSafe(name)) {
            throw new IllegalArgumentException("an attachment's name is a relative path without '..', not: " + name);
        }
    }

    /** The place of an attachment in a folder. Throws {@link BadInput} for a name that is not safe. */
    public static Path in(Path folder, String name, Path record) {
        if (!isSafe(name)) {
            throw new BadInput(record + " has an attachment named " + Wording.quote(name)
                    + ". Only relative names without '..' are" + " extracted; nothing was written.");
        }
        return folder.resolve(name);
    }
}
