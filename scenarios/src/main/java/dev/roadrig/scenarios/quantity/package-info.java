/** Numbers that carry their unit, read exactly. */
@NullMarked
package dev.roadrig.scenarios.quantity;

import org.jspecify.annotations.NullMarked;
