@NullMarked
package dev.parallax.replayer.protect;

import org.jspecify.annotations.NullMarked;
