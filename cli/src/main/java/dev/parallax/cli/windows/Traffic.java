package dev.parallax.cli.windows;

import dev.parallax.recorder.sample.Estimate;

/**
 * What passed the proxies in an hour, as far as what was recorded of it tells.
 *
 * @param errors answered with 5xx, or not at all
 * @param bytes of bodies on the wire
 */
public record Traffic(Estimate exchanges, Estimate errors, Estimate bytes) {}
