/**
 * Which secrets the demo's users have, and an oracle that finds them in whatever was written.
 *
 * <p>Read {@link dev.parallax.cli.demo.secrets.Secret} (a value, and what of it gives it away),
 * {@link dev.parallax.cli.demo.secrets.PlantedSecrets} (all of them), {@code Encoding} (the forms
 * that a value may be written in), {@code Needles} (all forms of all secrets, searched in one
 * pass), and {@link dev.parallax.cli.demo.secrets.SecretScan}.
 *
 * <p>The oracle shares no code with the sanitiser that it judges. {@code PlantedSecrets} is safe on
 * any thread; a scan is confined to one.
 */
@NullMarked
package dev.parallax.cli.demo.secrets;

import org.jspecify.annotations.NullMarked;
