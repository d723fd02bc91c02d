@NullMarked
package dev.roadrig.wires.tiny;

import org.jspecify.annotations.NullMarked;
