/**
 * The events of the log, generated from {@code src/main/proto/parallax/v1}.
 *
 * <p>Read {@code event.proto} first: it names them all. Then {@code exchange.proto} with {@code
 * http.proto} (what production did), {@code outcome.proto} (what an attempt at staging did), {@code
 * comparison.proto} (how they differ), {@code run.proto} and {@code ledger.proto}. Nothing here
 * thinks. Fields are only ever added: a test keeps old files readable.
 */
package dev.parallax.proto;
