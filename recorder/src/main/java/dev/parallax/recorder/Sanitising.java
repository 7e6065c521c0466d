package dev.parallax.recorder;

import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.recorder.raw.RawRoute;
import dev.parallax.recorder.sanitize.SanitisePolicy;
import dev.parallax.recorder.sanitize.Sanitiser;
import org.jspecify.annotations.Nullable;

/**
 * How exchanges are sanitised now.
 *
 * @param before by the key before the current one, until {@code beforeEndsNanos}; null if there is
 *     none, or none any longer
 */
record Sanitising(
    Epoch now, @Nullable Epoch before, long beforeEndsNanos, Deployments deployments) {

  /**
   * Under one key.
   *
   * @param strict with the same pseudonyms as {@code detect}, which is for routes of that mode
   */
  record Epoch(Sanitiser strict, Sanitiser detect) {

    static Epoch of(Sanitiser sanitiser) {
      return new Epoch(sanitiser.in(Mode.STRICT), sanitiser.in(Mode.DETECT));
    }

    Sanitiser of(RawRoute route) {
      return route.mode() == Mode.DETECT ? detect : strict;
    }

    String name() {
      return strict.epoch();
    }
  }

  static Sanitising of(Sanitiser sanitiser, Deployments deployments) {
    return new Sanitising(Epoch.of(sanitiser), null, 0, deployments);
  }

  Sanitising with(SanitisePolicy policy, Deployments other) {
    return new Sanitising(
        Epoch.of(now.strict().withPolicy(policy)),
        before == null ? null : Epoch.of(before.strict().withPolicy(policy)),
        beforeEndsNanos,
        other);
  }

  Sanitising with(Epoch next, long endsNanos) {
    return new Sanitising(next, now, endsNanos, deployments);
  }

  Sanitising withoutBefore() {
    return new Sanitising(now, null, 0, deployments);
  }
}
