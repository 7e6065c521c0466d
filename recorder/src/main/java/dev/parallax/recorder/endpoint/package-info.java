/**
 * Path templates: which endpoint a request asked for, without its values.
 *
 * <p>Two steps. First each segment by itself: what looks like a value (a number, a UUID, a date)
 * becomes a placeholder, see {@link dev.parallax.recorder.endpoint.TypedPath}. That needs no
 * memory, so it serves streams: the ledger and the index of a capture file. Then all segments
 * together: {@link dev.parallax.recorder.endpoint.TemplateMiner} folds sanitised exchanges into a
 * trie and finds the places where words vary as values do. {@link
 * dev.parallax.recorder.endpoint.EndpointTemplates} asks the result.
 *
 * <p>Pure: no I/O, clock, logger or configuration. Miners are confined to one thread; the rest is
 * immutable.
 */
@NullMarked
package dev.parallax.recorder.endpoint;

import org.jspecify.annotations.NullMarked;
