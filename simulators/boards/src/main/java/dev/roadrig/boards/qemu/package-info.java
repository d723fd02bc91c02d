/** An arm64 Linux board under QEMU: its image, made of Debian's packages, and the machine that runs it. */
@NullMarked
package dev.roadrig.boards.qemu;

import org.jspecify.annotations.NullMarked;
