@NullMarked
package dev.parallax.replayer.warmup;

import org.jspecify.annotations.NullMarked;
