package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.DriveImporter;
import dev.roadrig.scenarios.drive.DriveWriter;
import dev.roadrig.scenarios.drive.FolderHash;
import dev.roadrig.scenarios.drive.formats.Mdf4Blocks.Block;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.RigFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Imports the CAN frames of an MDF4 file (ASAM MDF 4.1, bus logging), of which every part that its head says is unfinished
 * has been finished. Read front to back in bounded memory, however long it is.
 */
final class Mdf4Importer implements DriveImporter {
    private static final String FINALISED = "MDF     ";
    private static final String UNFINALISED = "UnFinMF ";
    private static final int UNFINISHED_AT = 60;
    private static final long LATEST_NANOS = 8_000_000_000L * Stamps.NANOS;
    private static final int LOCAL_TIME = 1;

    @Override
    public String name() {
        return "mdf4";
    }

    @Override
    public String form() {
        return "MDF4 log of CAN buses";
    }

    @Override
    public String mark() {
        return "its first bytes, 'MDF' or 'UnFinMF'";
    }

    @Override
    public boolean knows(Path source) {
        String head = head(source);
        return head.equals(FINALISED) || head.equals(UNFINALISED);
    }

    private static String head(Path source) {
        if (!Files.isRegularFile(source)) {
            return "";
        }
        try (InputStream in = Files.newInputStream(source)) {
            return new String(in.readNBytes(FINALISED.length()), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw FileTrouble.unread(source, e);
        }
    }

    @Override
    public Account write(Path source, DriveWriter writer) throws RigFault {
        try (var blocks = new Mdf4Blocks(source)) {
            ByteBuffer mark = blocks.bytes(0, Mdf4Blocks.FILE_HEAD_BYTES);
            String head = head(source);
            int unfinished = mark.getShort(UNFINISHED_AT) & 0xffff;
            if (head.equals(UNFINALISED) || unfinished != 0) {
                throw new BadInput(String.format(
                        "%s is MDF4 that was never finalised: its head says that what the flags 0x%x name is still to be"
                                + " written. Finalise it with the logger's or the maker's tool (for CSS loggers"
                                + " mdf2finalized), and import the result.",
                        source, unfinished));
            }
            if (!head.equals(FINALISED) || mark.get(8) != '4') {
                throw new BadInput(source + " is no MDF4 file: it does not begin with 'MDF' and a version 4.");
            }
            Block start = blocks.block(Mdf4Blocks.FILE_HEAD_BYTES, "HD");
            long utc = start.data().getLong(0);
            if (utc < 0 || utc > LATEST_NANOS) {
                throw blocks.bad(start.at(), "says that the measurement began at " + utc + " ns");
            }
            var dropped = new Tally();
            var buses = new CanChannels(writer);
            for (long at = start.link(0); at != 0; ) {
                Block group = blocks.chained(at, "DG");
                if (group.link(2) != 0) {
                    try (var records = new Mdf4Records(blocks, group, buses, utc, dropped)) {
                        records.write(group.link(2));
                    }
                }
                at = group.link(0);
            }
            boolean local = (start.data().get(12) & LOCAL_TIME) != 0;
            return new Account(
                    FolderHash.ofFile(source),
                    local
                            ? "the measurement's start, a local time that is read as UTC, plus its seconds"
                            : "UTC of the measurement's start plus its seconds",
                    List.of(),
                    dropped.told());
        } catch (IOException e) {
            throw FileTrouble.unread(source, e);
        }
    }
}
