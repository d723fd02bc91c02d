/** Model cards: file, input, normalisation, labels, and how the output is decoded. */
@NullMarked
package dev.roadrig.scenarios.model;

import org.jspecify.annotations.NullMarked;
