package dev.parallax.recorder.sample;

import dev.parallax.proto.Exchange;
import dev.parallax.recorder.hash.Hash;
import org.jspecify.annotations.Nullable;

/**
 * Estimates a total over all traffic from recorded exchanges, each with its weight.
 *
 * <p>The total is Horvitz and Thompson's (1952): the sum of value / probability. Its variance is
 * that of sampling sessions, each by a lot of its own (Poisson sampling of clusters; Särndal,
 * Swensson, Wretman: Model Assisted Survey Sampling, 1992, sections 3.5 and 4.2): the sum over the
 * sampled sessions of (1 - p) / p² times the square of the session's sum. Exchanges that are kept
 * with probability 1 add to the total and nothing to its variance.
 *
 * <p>Sessions are not kept apart but in {@value #GROUPS} groups by hash, whose spread around their
 * mean estimates the same (the method of random groups; Wolter: Introduction to Variance
 * Estimation, 2007, chapter 2): so memory is bounded, 8 KiB, and parts merge. The interval is the
 * log-normal one (Burnham et al. 1987; Buckland et al.: Distance Sampling, 2001, section 3.6.1),
 * since totals of few sessions are skewed. Few are worth little: below some thirty sampled sessions
 * it is too narrow more often than it says. Confined to one thread.
 */
public final class Totals {

  private static final int GROUPS = 1_024;

  /** Of the standard normal distribution, two-sided 95 %. */
  private static final double Z = 1.959964;

  private double certain;
  private double sampled;

  /** What was recorded of that which was sampled, unweighted. */
  private double seen;

  /** By session group: value · √(1 - p) / p; null until something is there. */
  private double @Nullable [] groups;

  /** Adds what one exchange has of it. */
  public void add(Exchange exchange, double value) {
    String session = exchange.getSession();
    add(session.isEmpty() ? exchange.getId() : session, Weights.of(exchange), value);
  }

  /**
   * @param session whose lot decided
   * @param weight 1 / probability, or 0
   */
  public void add(String session, double weight, double value) {
    if (weight <= 1) {
      certain += weight * value;
      return;
    }
    sampled += weight * value;
    seen += value;
    if (groups == null) {
      groups = new double[GROUPS];
    }
    // The lot is drawn by the upper bits.
    int group = (int) Hash.of(Hash.SEED, session) & (GROUPS - 1);
    groups[group] += value * weight * Math.sqrt(1 - 1 / weight);
  }

  /** Adds what was added to another, of other exchanges. */
  public void merge(Totals that) {
    certain += that.certain;
    sampled += that.sampled;
    seen += that.seen;
    if (groups == null) {
      groups = that.groups == null ? null : that.groups.clone();
    } else if (that.groups != null) {
      for (int i = 0; i < GROUPS; i++) {
        groups[i] += that.groups[i];
      }
    }
  }

  public Estimate estimate() {
    double total = certain + sampled;
    if (groups == null || sampled <= 0) {
      return new Estimate(total, total, total);
    }
    double relative = variance(groups) / (sampled * sampled);
    double factor = Math.exp(Z * Math.sqrt(Math.log1p(relative)));
    return new Estimate(
        total, certain + Math.max(seen, sampled / factor), certain + sampled * factor);
  }

  private static double variance(double[] groups) {
    double sum = 0;
    double squares = 0;
    for (double group : groups) {
      sum += group;
      squares += group * group;
    }
    return (squares - sum * sum / GROUPS) * GROUPS / (GROUPS - 1);
  }
}
