/**
 * Where a header is dropped, added or changed: everything the proxy does to headers is in here.
 *
 * <table>
 * <caption>Who does what</caption>
 * <tr><td>{@link dev.parallax.proxy.headers.RequestHeaders}</td>
 *     <td>client to upstream: the steps below in their order, and {@code Host}</td></tr>
 * <tr><td>{@link dev.parallax.proxy.headers.ResponseHeaders}</td>
 *     <td>upstream to client: the same, and {@code Connection} of the client's connection</td></tr>
 * <tr><td>{@code HopByHopHeaders}</td><td>drops {@code Connection} and what it names, {@code
 *     Keep-Alive}, {@code Proxy-Connection}, {@code TE}, {@code Transfer-Encoding}, {@code
 *     Upgrade}</td></tr>
 * <tr><td>{@code ForwardedHeaders}</td><td>{@code X-Forwarded-For}, {@code -Proto}, {@code
 *     -Host}</td></tr>
 * <tr><td>{@code Via}</td><td>{@code Via: 1.1 parallax}, both ways</td></tr>
 * </table>
 *
 * <p>Any other header passes unchanged: order, repeats, case and bytes beyond ASCII. Stateless; any
 * thread.
 */
@NullMarked
package dev.parallax.proxy.headers;

import org.jspecify.annotations.NullMarked;
