@NullMarked
package dev.parallax.replayer.pool;

import org.jspecify.annotations.NullMarked;
