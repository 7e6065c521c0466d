/** Decides which exchanges are kept, and with what probability. */
@NullMarked
package dev.parallax.recorder.sample;

import org.jspecify.annotations.NullMarked;
