/**
 * HTTP/2 as both sides of the proxy speak it.
 *
 * <p>Read {@link dev.parallax.proxy.http2.Http2Codecs} (what is told to the other side, and how
 * much of it is taken), {@link dev.parallax.proxy.http2.Http2Messages} (messages of HTTP become
 * header lists), {@link dev.parallax.proxy.http2.StreamOutput} (and are written as frames), {@link
 * dev.parallax.proxy.http2.Fields} (what a field must be to be believed), {@link
 * dev.parallax.proxy.http2.ControlFrameLimit} (who only keeps the proxy busy is let go).
 *
 * <p>Each stream is a channel of its own, which is read only when asked: what is not read is not
 * acknowledged, so that flow control reaches from one side to the other. Confined to the event loop
 * of the connection.
 */
@NullMarked
package dev.parallax.proxy.http2;

import org.jspecify.annotations.NullMarked;
