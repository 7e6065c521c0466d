package dev.parallax.comparator.verdict;

import java.util.SortedMap;

/**
 * What the funnel's last step hides.
 *
 * @param candidateAttempts where production answered without error
 * @param candidateErrors of these, those that failed or answered 5xx, or gRPC's like of it
 * @param comparedSessions sessions of the exchanges compared
 * @param comparedInPart exchanges compared, but not all of their answer
 * @param inPartBecause fixed sentence → exchanges
 * @param traffic what these stand for
 */
public record Coverage(
    long candidateAttempts,
    long candidateErrors,
    long comparedSessions,
    long comparedInPart,
    SortedMap<String, Long> inPartBecause,
    Traffic traffic) {}
