package dev.parallax.replayer.safety;

import dev.parallax.proto.Leg;
import dev.parallax.replayer.wire.Wire;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the legs are said to be.
 *
 * @param candidate {@code http[s]://host[:port][/base]}
 * @param control the same; null for none
 * @param allowTargets hosts ({@code host} or {@code host:port}) that may be sent to besides
 *     loopback addresses
 * @param waitFor how long a leg may take to come up before the run; zero for one try
 * @param wire how they are spoken to
 */
public record Targets(
    URI candidate, @Nullable URI control, Set<String> allowTargets, Duration waitFor, Wire wire) {

  public Targets {
    allowTargets = Set.copyOf(allowTargets);
    if (waitFor.isNegative()) {
      throw new IllegalArgumentException(
          "replay.waitFor: %d ms (expected: >= 0)".formatted(waitFor.toMillis()));
    }
  }

  /** Loopback only, expected to be up, spoken to as is usual. */
  public static Targets of(URI candidate, @Nullable URI control) {
    return new Targets(candidate, control, Set.of(), Duration.ZERO, Wire.usual());
  }

  /** Each leg, admitted. */
  public List<Target> admit(TargetGuard guard) throws ReplayRefused {
    List<Target> targets = new ArrayList<>();
    targets.add(guard.admit(Leg.CANDIDATE, candidate));
    if (control != null) {
      targets.add(guard.admit(Leg.CONTROL, control));
    }
    return List.copyOf(targets);
  }
}
