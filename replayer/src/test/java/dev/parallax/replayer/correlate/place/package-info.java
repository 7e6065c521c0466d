@NullMarked
package dev.parallax.replayer.correlate.place;

import org.jspecify.annotations.NullMarked;
