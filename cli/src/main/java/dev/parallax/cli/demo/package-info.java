/**
 * The whole story on one machine.
 *
 * <p>A shop in two builds ({@link dev.parallax.cli.demo.shop}), users who send it real traffic
 * ({@link dev.parallax.cli.demo.users}), an oracle that looks for their secrets in every byte
 * written ({@link dev.parallax.cli.demo.secrets}), and a check that the report holds all that was
 * planted, and nothing else ({@link dev.parallax.cli.demo.report}). {@link
 * dev.parallax.cli.demo.DemoConfiguration} is the {@code parallax.yaml} that all of it runs with.
 */
@NullMarked
package dev.parallax.cli.demo;

import org.jspecify.annotations.NullMarked;
