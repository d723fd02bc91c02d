/** A board's console as text: its log, its boot states and death strings, and a shell over it. */
@NullMarked
package dev.roadrig.wires.console;

import org.jspecify.annotations.NullMarked;
