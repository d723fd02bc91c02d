@NullMarked
package dev.roadrig.wires.power.command;

import org.jspecify.annotations.NullMarked;
