/**
 * Decides which exchanges are kept, and with what probability. Pure and immutable: any thread, and
 * the same answer in each process.
 */
@NullMarked
package dev.parallax.recorder.sample;

import org.jspecify.annotations.NullMarked;
