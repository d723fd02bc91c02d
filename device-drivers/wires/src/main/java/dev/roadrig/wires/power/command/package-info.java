/** Switches of power that are programs of this host: any command, and uhubctl. */
@NullMarked
package dev.roadrig.wires.power.command;

import org.jspecify.annotations.NullMarked;
