@NullMarked
package dev.roadrig.scenarios.observe;

import org.jspecify.annotations.NullMarked;
