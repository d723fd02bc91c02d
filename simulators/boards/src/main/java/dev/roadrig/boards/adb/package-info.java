/** An emulated Android board as far as its adbd shows it: connection, authentication, shell, files, forwarding, reboot. */
@NullMarked
package dev.roadrig.boards.adb;

import org.jspecify.annotations.NullMarked;
