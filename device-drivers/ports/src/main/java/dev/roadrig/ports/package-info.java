/** The abilities of a board as small interfaces: what a driver offers and a simulator answers. */
@NullMarked
package dev.roadrig.ports;

import org.jspecify.annotations.NullMarked;
