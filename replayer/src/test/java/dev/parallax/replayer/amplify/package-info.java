@NullMarked
package dev.parallax.replayer.amplify;

import org.jspecify.annotations.NullMarked;
