/** A break of a module wall. */
@NullMarked
package dev.roadrig.wires.planted;

import org.jspecify.annotations.NullMarked;
