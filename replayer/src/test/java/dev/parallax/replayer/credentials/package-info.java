@NullMarked
package dev.parallax.replayer.credentials;

import org.jspecify.annotations.NullMarked;
