/** The one strict YAML reader: typed access to nodes that know their file, line and column. */
@NullMarked
package dev.roadrig.scenarios.yaml;

import org.jspecify.annotations.NullMarked;
