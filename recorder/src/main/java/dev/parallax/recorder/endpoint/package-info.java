/**
 * Path templates: which endpoint a request asked for, without its values.
 *
 * <p>First each segment by itself: what looks like a value (a number, a UUID, a date) becomes a
 * placeholder, see {@link dev.parallax.recorder.endpoint.TypedPath}. Then all segments together,
 * for the places where words vary as values do ({@code Varying}, {@code Likeness}): in the proxy,
 * of all raw paths, sessions and answers, as they come ({@link
 * dev.parallax.recorder.endpoint.LivePaths} over {@code PathTrie}); on read, of sanitised exchanges
 * ({@link dev.parallax.recorder.endpoint.TemplateMiner}), for logs without templates. {@link
 * dev.parallax.recorder.endpoint.TemplateMerge} puts together what several proxies found, and
 * {@link dev.parallax.recorder.endpoint.EndpointTemplates} asks the result.
 *
 * <p>Live mining also says which words of paths may be told: {@link
 * dev.parallax.recorder.endpoint.ClearWords}, of those that {@link
 * dev.parallax.recorder.endpoint.WordRules} lets it learn.
 *
 * <p>Pure: no I/O, clock, logger or configuration. What learns is confined to one thread; the rest
 * is immutable, but for {@link dev.parallax.recorder.endpoint.LearnedWords}, which any thread asks.
 */
@NullMarked
package dev.parallax.recorder.endpoint;

import org.jspecify.annotations.NullMarked;
