/** How the recorder warns: how often something goes wrong does not decide how much is logged. */
@NullMarked
package dev.parallax.recorder.warning;

import org.jspecify.annotations.NullMarked;
