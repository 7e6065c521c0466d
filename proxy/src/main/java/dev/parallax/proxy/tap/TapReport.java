package dev.parallax.proxy.tap;

import java.util.Optional;

/**
 * What recording cost since the start.
 *
 * @param recorded exchanges that were copied and handed over
 * @param cpuMicros of recording's own threads for each of them; 0 if there were none
 * @param delay of requests; empty if too few were bypassed to tell
 * @param keep share of clients that is recorded now: less than 1 while the tap sheds
 * @param off whether the tap has turned itself off
 */
public record TapReport(
    long recorded, double cpuMicros, Optional<Delay> delay, double keep, boolean off) {}
