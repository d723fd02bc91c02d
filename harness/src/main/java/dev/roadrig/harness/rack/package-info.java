/** Which boards exist, how each is reached, and who uses one now. */
@NullMarked
package dev.roadrig.harness.rack;

import org.jspecify.annotations.NullMarked;
