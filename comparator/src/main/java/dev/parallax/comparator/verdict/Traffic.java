package dev.parallax.comparator.verdict;

import dev.parallax.recorder.sample.Estimate;

/**
 * What the exchanges of a run tell of production's traffic, each by its weight: a recording may
 * hold all errors and all that is new, and a hundredth of the rest.
 *
 * @param exercisedShare of what was sent, 0 to 1
 * @param errorShare of the candidate's attempts where production answered without error, 0 to 1
 * @param compared how many exchanges of the traffic those compared stand for
 */
public record Traffic(double exercisedShare, double errorShare, Estimate compared) {}
