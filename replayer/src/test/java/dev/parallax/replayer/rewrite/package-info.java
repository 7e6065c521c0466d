@NullMarked
package dev.parallax.replayer.rewrite;

import org.jspecify.annotations.NullMarked;
