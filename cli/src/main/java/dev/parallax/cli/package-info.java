/**
 * The command line: knows every module, and wires them.
 *
 * <p>{@link dev.parallax.cli.Main} maps verbs to the classes in {@code command} and failures to
 * exit codes; {@code config} merges flags, environment and {@code parallax.yaml}; {@code progress}
 * prints how long work gets on. Results go to stdout, everything else to stderr; nothing else in
 * the project prints.
 */
@NullMarked
package dev.parallax.cli;

import org.jspecify.annotations.NullMarked;
