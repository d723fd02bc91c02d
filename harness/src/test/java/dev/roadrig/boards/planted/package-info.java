/** A break of a module wall. */
@NullMarked
package dev.roadrig.boards.planted;

import org.jspecify.annotations.NullMarked;
