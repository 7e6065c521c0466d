/** A service whose requests hang on what its answers gave, and what is found and bound of that. */
@NullMarked
package dev.parallax.replayer.correlate;

import org.jspecify.annotations.NullMarked;
