/** A break of a module wall. */
@NullMarked
package dev.roadrig.ports.planted;

import org.jspecify.annotations.NullMarked;
