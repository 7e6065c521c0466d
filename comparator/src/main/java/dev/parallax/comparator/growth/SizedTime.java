package dev.parallax.comparator.growth;

/**
 * What one exchange took at both legs, in the first attempt at each.
 *
 * @param bytes of the control's answer, decoded: never the candidate's, which may be what changed;
 *     at least 1
 * @param controlNanos from sending to the last byte
 * @param candidateNanos likewise
 */
public record SizedTime(long bytes, long controlNanos, long candidateNanos) {}
