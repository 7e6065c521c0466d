/**
 * As whom requests are sent: production's credentials are pseudonyms in a recording, and staging
 * knows others.
 *
 * <p>{@link dev.parallax.replayer.credentials.Credentials} say where they come from: headers that
 * all requests get, and a {@link dev.parallax.replayer.credentials.Source} for the Authorization
 * header. {@link dev.parallax.replayer.credentials.LegCredentials} have them: an {@code Issuer}
 * gives a {@code Token} for each leg and test user, before anything of the run is sent, and {@code
 * Held} asks for another one before it expires. {@code JwtSigner} signs recorded tokens anew.
 *
 * <p>Nothing here says a secret in its text: not in errors, logs or {@code toString}. Used on the
 * threads that send, which wait for a token where there is none.
 */
@NullMarked
package dev.parallax.replayer.credentials;

import org.jspecify.annotations.NullMarked;
