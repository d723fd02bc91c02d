/** A terminal server that speaks RFC 2217, and misbehaves as real ones do: the far side of the driver. */
@NullMarked
package dev.roadrig.boards.rfc2217;

import org.jspecify.annotations.NullMarked;
