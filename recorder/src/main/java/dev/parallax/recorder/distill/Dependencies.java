package dev.parallax.recorder.distill;

/**
 * What a kept exchange needs before it: those whose answers it may have used. Exchanges are
 * numbers, from 0 in the order in which they were read.
 */
@FunctionalInterface
public interface Dependencies {

  /** Without itself; in any order. What those need in turn is in it only if this one needs it. */
  int[] of(int exchange);
}
