/**
 * What a run is practised with before it begins: the first exchanges of its recording, and a server
 * that answers them as production did.
 */
@NullMarked
package dev.parallax.replayer.warmup;

import org.jspecify.annotations.NullMarked;
