/** JSON: large files as a stream, short texts as values. */
@NullMarked
package dev.roadrig.scenarios.json;

import org.jspecify.annotations.NullMarked;
