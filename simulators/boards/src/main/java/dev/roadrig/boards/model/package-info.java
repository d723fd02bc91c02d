/** The model tier: board, link and cloud as models in one event loop on a ticker. */
@NullMarked
package dev.roadrig.boards.model;

import org.jspecify.annotations.NullMarked;
