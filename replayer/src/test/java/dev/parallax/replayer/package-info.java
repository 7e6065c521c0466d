@NullMarked
package dev.parallax.replayer;

import org.jspecify.annotations.NullMarked;
