package dev.parallax.recorder;

import java.time.Duration;

/**
 * What became of a changed key.
 *
 * @param before epoch of the pseudonyms until now
 * @param after epoch of those of sessions that begin from now on
 * @param held how long sessions that are under way keep the one before
 */
public record KeyChange(String before, String after, Duration held) {}
