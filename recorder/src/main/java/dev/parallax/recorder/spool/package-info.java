/**
 * What must be kept for a while and does not fit into memory: bytes in a temporary file, positions
 * in memory. Confined to one thread.
 */
@NullMarked
package dev.parallax.recorder.spool;

import org.jspecify.annotations.NullMarked;
