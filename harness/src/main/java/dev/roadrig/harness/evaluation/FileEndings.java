package dev.roadrig.harness.evaluation;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * What tells the files of several runs or judgements in one folder apart: nothing for the only one; else words of a
 * record, which may say anything, made safe for a file name, and none twice, also where a disk knows no case.
 */
final class FileEndings {
    private static final int LONGEST = 120;

    private final boolean several;
    private final Set<String> taken = new HashSet<>();

    /** @param count of those that are to be told apart */
    FileEndings(int count) {
        several = count > 1;
    }

    /** Goes between a file's name and its extension. */
    String next(String words) {
        if (!several) {
            return "";
        }
        String safe = "-" + words.replaceAll("[^A-Za-z0-9._-]", "_");
        safe = safe.substring(0, Math.min(LONGEST, safe.length()));
        String ending = safe;
        for (int i = 2; !taken.add(ending.toLowerCase(Locale.ROOT)); i++) {
            ending = safe + "-" + i;
        }
        return ending;
    }
}
