/** A break of a module wall. */
@NullMarked
package dev.roadrig.agent.planted;

import org.jspecify.annotations.NullMarked;
