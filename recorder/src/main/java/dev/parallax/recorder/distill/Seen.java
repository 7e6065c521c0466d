package dev.parallax.recorder.distill;

/**
 * What is remembered of an exchange.
 *
 * @param kind hash of its endpoint, shape and status
 * @param session under the name that all its pseudonyms share
 * @param weight how many exchanges of the traffic it stands for
 */
record Seen(long kind, String session, long startNanos, long endNanos, double weight) {}
