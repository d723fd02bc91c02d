/** Makes pictures of a video file, with what a host has to do it. */
@NullMarked
package dev.roadrig.scenarios.drive.video;

import org.jspecify.annotations.NullMarked;
