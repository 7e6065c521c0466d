/**
 * The server side: connections to the upstream, kept alive and reused.
 *
 * <p>Read {@link dev.parallax.proxy.upstream.UpstreamPools} (one pool for each event loop), {@link
 * dev.parallax.proxy.upstream.UpstreamPool} (reuse or connect), {@link
 * dev.parallax.proxy.upstream.UpstreamConnection} (one request at a time, and what may be reused),
 * {@link dev.parallax.proxy.upstream.UpstreamListener} (what the exchange is told), {@link
 * dev.parallax.proxy.upstream.UpstreamFailure} (all that can go wrong).
 *
 * <p>Everything is confined to one event loop, that of the client's connection, so state is plain
 * fields. Names are resolved on threads of their own.
 */
@NullMarked
package dev.parallax.proxy.upstream;

import org.jspecify.annotations.NullMarked;
