/** Reads large files of JSON as a stream. */
@NullMarked
package dev.roadrig.scenarios.json;

import org.jspecify.annotations.NullMarked;
