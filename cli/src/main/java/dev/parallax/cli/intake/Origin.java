package dev.parallax.cli.intake;

import dev.parallax.recorder.raw.RawRoute;

/**
 * What is to be said of all exchanges of a file, beside what it has of them.
 *
 * @param client the address that requests come from which don't name another
 * @param route how they are recorded
 */
public record Origin(String client, RawRoute route) {}
