/**
 * What a log holds by hour and service: the fold ({@link dev.parallax.cli.windows.Hours}) and how
 * it is printed. Confined to one thread.
 */
@NullMarked
package dev.parallax.cli.windows;

import org.jspecify.annotations.NullMarked;
