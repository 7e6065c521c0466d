/**
 * Everything from an exchange to the log and back.
 *
 * <p>The way of an exchange, package by package: the proxy hands a {@link
 * dev.parallax.recorder.raw.RawExchange} to {@code capture}, whose worker thread removes content
 * codings ({@code decode}), decides whether to keep it ({@code sample}), replaces what is sensitive
 * ({@code sanitize}) and appends it to the event log ({@code log}), while {@code ledger} accounts
 * for every exchange seen. {@code endpoint} mines path templates from what was recorded.
 *
 * <p>The types guard the promise that nothing unsanitised leaves the process: only {@code sanitize}
 * can make a {@link dev.parallax.recorder.sanitize.Sanitised}, and the log appends nothing else.
 */
@NullMarked
package dev.parallax.recorder;

import org.jspecify.annotations.NullMarked;
