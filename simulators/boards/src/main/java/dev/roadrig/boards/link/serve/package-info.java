/** The link by itself: proxies, and an HTTP interface that Toxiproxy's clients drive. */
@NullMarked
package dev.roadrig.boards.link.serve;

import org.jspecify.annotations.NullMarked;
