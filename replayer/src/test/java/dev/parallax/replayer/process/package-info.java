@NullMarked
package dev.parallax.replayer.process;

import org.jspecify.annotations.NullMarked;
