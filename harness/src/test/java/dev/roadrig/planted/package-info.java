/** Breaks of the house's rules, planted so that each rule is shown to see its own. */
@NullMarked
package dev.roadrig.planted;

import org.jspecify.annotations.NullMarked;
