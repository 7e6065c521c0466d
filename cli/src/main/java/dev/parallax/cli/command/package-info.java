/**
 * The verbs, one class each: options, then the wiring of the modules that do the work, then the
 * result on stdout and the exit code.
 */
@NullMarked
package dev.parallax.cli.command;

import org.jspecify.annotations.NullMarked;
