/**
 * What sanitising makes of HTTP messages that somebody has at hand, and why: {@code HttpMessages}
 * reads them, the others write what came of it. Nothing of them is kept.
 */
@NullMarked
package dev.parallax.cli.explain;

import org.jspecify.annotations.NullMarked;
