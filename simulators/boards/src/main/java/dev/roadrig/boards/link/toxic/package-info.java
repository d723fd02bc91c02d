/** What Toxiproxy's clients can ask of a link, as pure decisions over segments. */
@NullMarked
package dev.roadrig.boards.link.toxic;

import org.jspecify.annotations.NullMarked;
