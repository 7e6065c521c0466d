/**
 * Which upstream a request goes to: by the host that was asked for, then by the path's prefix.
 *
 * <p>Read {@link dev.parallax.proxy.route.Route} (one rule), then {@link
 * dev.parallax.proxy.route.Routing} (which of them applies). Immutable, but for the pools behind:
 * any thread.
 */
@NullMarked
package dev.parallax.proxy.route;

import org.jspecify.annotations.NullMarked;
