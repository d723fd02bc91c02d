/** Renders the demo's drive and training crops: scenes, signs, camera and labels, repeatable by seed. */
@NullMarked
package dev.roadrig.scenarios.render;

import org.jspecify.annotations.NullMarked;
