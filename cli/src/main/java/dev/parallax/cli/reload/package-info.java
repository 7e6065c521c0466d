/**
 * What becomes of a configuration file that changes while a command runs by it.
 *
 * <p>Read {@link dev.parallax.cli.reload.ConfigWatch} (the thread: looks at the file, and is told
 * of SIGHUP by {@code HangUp}), {@code WatchedFile} (a text that stands still), {@link
 * dev.parallax.cli.reload.Reload} (all of it, or none, and one line about it), {@code Changes}
 * (which keys), {@code Reloadable} (those that can change).
 */
@NullMarked
package dev.parallax.cli.reload;

import org.jspecify.annotations.NullMarked;
