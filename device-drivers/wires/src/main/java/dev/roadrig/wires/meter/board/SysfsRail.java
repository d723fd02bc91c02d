package dev.roadrig.wires.meter.board;

import java.util.List;

/**
 * One rail of a board in files of sysfs.
 *
 * @param name as the record has it
 * @param files one with power, or voltage and current
 * @param parts of a watt in the number, or in the product of both
 * @param updateNanos the chip's own period where it states one, else 0
 */
record SysfsRail(String name, List<String> files, double parts, long updateNanos) {
    SysfsRail {
        files = List.copyOf(files);
    }
}
