/** What tests of several drivers need. */
@NullMarked
package dev.roadrig.wires;

import org.jspecify.annotations.NullMarked;
