/** What is taken of the lines that a product prints: patterns with named groups, each with a meaning and a unit. */
@NullMarked
package dev.roadrig.scenarios.observe;

import org.jspecify.annotations.NullMarked;
