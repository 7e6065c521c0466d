package dev.parallax.proxy.downstream;

import dev.parallax.proxy.route.Routing;

/**
 * What requests that begin now go by. Another one may take its place at any time: it is read once
 * for each request, so that an exchange ends by what it began with.
 */
public record Rules(Routing routing, DownstreamSettings settings) {}
