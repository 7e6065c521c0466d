/**
 * What an operator asks a running proxy: its metrics, on a listener of its own.
 *
 * <p>{@link dev.parallax.proxy.admin.AdminServer} answers, {@link
 * dev.parallax.proxy.admin.TapMeters} names what recording costs and what became of each exchange,
 * {@link dev.parallax.proxy.admin.ConfigMeters} what became of each configuration. Nothing here
 * runs on an event loop.
 */
@NullMarked
package dev.parallax.proxy.admin;

import org.jspecify.annotations.NullMarked;
