/** How two clocks lie to each other, found from what both saw. */
@NullMarked
package dev.roadrig.scenarios.drive.align;

import org.jspecify.annotations.NullMarked;
