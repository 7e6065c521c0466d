/**
 * HTTP Archives (HAR 1.2), read as browsers save them and written as they read them.
 *
 * <p>{@link dev.parallax.cli.har.HarReader} walks a file, entry by entry: {@code HarEntry} is what
 * stands in one, {@code HarExchange} what that tells of an exchange. {@link
 * dev.parallax.cli.har.HarWriter} goes the other way.
 */
@NullMarked
package dev.parallax.cli.har;

import org.jspecify.annotations.NullMarked;
