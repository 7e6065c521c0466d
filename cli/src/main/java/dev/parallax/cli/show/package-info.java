/** Recorded exchanges written for people and for scripts: a table, or one JSON object a line. */
@NullMarked
package dev.parallax.cli.show;

import org.jspecify.annotations.NullMarked;
