@NullMarked
package dev.roadrig.scenarios.tiny;

import org.jspecify.annotations.NullMarked;
