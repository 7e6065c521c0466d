/**
 * The JSON Schema of {@code parallax.yaml}, for editors: made from the options, so that it knows
 * what they know.
 *
 * <p>Read {@link dev.parallax.cli.schema.SettingsSchema} (all keys, in their sections), {@code
 * ValueSchema} (how a value is written), {@code RouteSchema} (those without an option), {@link
 * dev.parallax.cli.schema.JsonText} (prints it).
 */
@NullMarked
package dev.parallax.cli.schema;

import org.jspecify.annotations.NullMarked;
