/**
 * What keeps a replay away from production: {@link dev.parallax.replayer.safety.TargetGuard} admits
 * a target before a byte is sent, or refuses it, and {@link
 * dev.parallax.replayer.safety.TargetProbe} finds out whether an admitted one answers. {@link
 * dev.parallax.replayer.safety.ForwardedHost} knows by what else than its Host a request could be
 * passed on to production.
 *
 * <p>Blocking (names are resolved, connections opened): for the thread that starts a run.
 */
@NullMarked
package dev.parallax.replayer.safety;

import org.jspecify.annotations.NullMarked;
