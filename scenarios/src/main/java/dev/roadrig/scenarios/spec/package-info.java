/** What must hold: a list of requirements. */
@NullMarked
package dev.roadrig.scenarios.spec;

import org.jspecify.annotations.NullMarked;
