@NullMarked
package dev.parallax.replayer.renew;

import org.jspecify.annotations.NullMarked;
