package dev.parallax.comparator.verdict;

import java.util.Locale;
import java.util.SortedMap;

/**
 * Every exchange accounted for, from traffic to verdict; each count is a part of the one before.
 *
 * @param seen by the recorder, from the ledger of the recording; equals captured where the source
 *     holds no ledger
 * @param losses why the rest fell out between two steps: {@code "replayable: UNSAFE_METHOD" → 12}
 */
public record Funnel(
    long seen,
    long captured,
    long replayable,
    long sent,
    long exercised,
    long compared,
    SortedMap<String, Long> losses) {

  /** {@code UNSAFE_METHOD} as {@code unsafe method}; sentences stay as they are. */
  public static String words(String reason) {
    boolean constant = reason.chars().allMatch(c -> c == '_' || (c >= 'A' && c <= 'Z'));
    return constant ? reason.replace('_', ' ').toLowerCase(Locale.ROOT) : reason;
  }
}
