/** The walls of the house as rules, each shown to work by a planted break in {@code dev.roadrig.planted}. */
@NullMarked
package dev.roadrig.harness.walls;

import org.jspecify.annotations.NullMarked;
