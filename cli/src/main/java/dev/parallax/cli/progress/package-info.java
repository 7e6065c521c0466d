/** Long work shows how far it is: a bar on a terminal, plain lines elsewhere; always on stderr. */
@NullMarked
package dev.parallax.cli.progress;

import org.jspecify.annotations.NullMarked;
