/**
 * The shop of the demo: a product catalogue and checkout over HTTP/1.1, in two builds.
 *
 * <p>Read {@link dev.parallax.cli.demo.shop.PlantedFault} first: what is wrong with the next build,
 * and how a report shows it. Then {@link dev.parallax.cli.demo.shop.Catalogue} (the data, and what
 * staging has of it), {@code Routes} (what is answered, and by whom), and {@link
 * dev.parallax.cli.demo.shop.Shop} with {@code Connection} and {@code Wire} (how it is served).
 *
 * <p>Each connection has a platform thread of its own. Virtual threads are not preempted, so that
 * the planted quadratic filter would hold up every other request of the process, and be measured
 * there. Catalogues are immutable; carts and sign-ins are concurrent maps.
 */
@NullMarked
package dev.parallax.cli.demo.shop;

import org.jspecify.annotations.NullMarked;
