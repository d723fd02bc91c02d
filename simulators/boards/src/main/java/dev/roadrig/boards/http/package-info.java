/** HTTP as simulators and the link's interface serve it. */
@NullMarked
package dev.roadrig.boards.http;

import org.jspecify.annotations.NullMarked;
