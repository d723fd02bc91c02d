/** Archives from strangers, unpacked with nothing of them believed. */
@NullMarked
package dev.roadrig.scenarios.drive.zip;

import org.jspecify.annotations.NullMarked;
