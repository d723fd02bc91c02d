/** The forms in which recordings arrive, each read as a stream and made a drive in one file. */
@NullMarked
package dev.roadrig.scenarios.drive.formats;

import org.jspecify.annotations.NullMarked;
