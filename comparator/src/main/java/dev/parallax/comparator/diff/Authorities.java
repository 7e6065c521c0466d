package dev.parallax.comparator.diff;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Leg;
import dev.parallax.proto.RunRequested;
import org.jspecify.annotations.Nullable;

/** Whom the legs of a run were addressed as; null where nobody knows. */
public record Authorities(@Nullable Origin control, @Nullable Origin candidate) {

  public static Authorities unknown() {
    return new Authorities(null, null);
  }

  public static Authorities of(RunRequested requested) {
    return new Authorities(
        Origin.ofUrl(requested.getControl()), Origin.ofUrl(requested.getCandidate()));
  }

  /** What makes the two legs' names one in their answers to the exchange. */
  OneName between(Leg base, Leg other, Exchange exchange) {
    return OneName.of(of(base, exchange), of(other, exchange));
  }

  private @Nullable Origin of(Leg leg, Exchange exchange) {
    return switch (leg) {
      case CONTROL -> control;
      case CANDIDATE -> candidate;
      default -> Origin.ofAuthority(exchange.getAuthority());
    };
  }
}
