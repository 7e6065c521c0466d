/**
 * Commands of the user's, run by the shell: bounded in time and in what they say. Blocks the
 * calling thread; two more read what the command says.
 */
@NullMarked
package dev.parallax.replayer.process;

import org.jspecify.annotations.NullMarked;
