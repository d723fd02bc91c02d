/** Links packet by packet: who leaves at which chance, who waits, who is dropped. */
@NullMarked
package dev.roadrig.boards.link.packet;

import org.jspecify.annotations.NullMarked;
