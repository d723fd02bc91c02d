/** All tools: which one wrote a text, and how one is run on a board. */
@NullMarked
package dev.roadrig.wires.tool.catalog;

import org.jspecify.annotations.NullMarked;
