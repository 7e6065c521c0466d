package dev.parallax.comparator.verdict;

import dev.parallax.comparator.noise.Cause;
import dev.parallax.comparator.noise.Finding;
import dev.parallax.proto.DivergenceAccepted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Marks the findings that gates ignore or that were accepted in the run. */
public final class Acceptance {

  private final List<Ignored> ignored;

  /**
   * @param accepted in the run's events
   * @param requestedAtNanos when the run was requested: what had expired by then is not accepted
   */
  public Acceptance(Gates gates, List<DivergenceAccepted> accepted, long requestedAtNanos) {
    var all = new ArrayList<>(gates.ignored());
    for (DivergenceAccepted one : accepted) {
      long expires = one.getExpiresAtNanos();
      if (!one.getLocation().isBlank() && (expires == 0 || expires > requestedAtNanos)) {
        String reason = one.getReason().isBlank() ? "no reason given" : one.getReason();
        String owner = one.getOwner().isBlank() ? "" : " (" + one.getOwner() + ")";
        all.add(new Ignored(one.getEndpoint(), one.getLocation(), one.getKind(), reason + owner));
      }
    }
    ignored = List.copyOf(all);
  }

  /** The same findings in the same order, the accepted ones with that cause and reason. */
  public List<Finding> apply(List<Finding> findings) {
    return findings.stream().map(this::apply).toList();
  }

  private Finding apply(Finding finding) {
    boolean counts =
        switch (finding.cause()) {
          case REGRESSION, UNATTRIBUTED, SUSPECTED -> true;
          case ACCEPTED, SKEW, NOISE -> false;
        };
    Optional<Ignored> match =
        counts ? ignored.stream().filter(one -> one.covers(finding)).findFirst() : Optional.empty();
    return match.map(one -> accepted(finding, one.reason())).orElse(finding);
  }

  private static Finding accepted(Finding finding, String reason) {
    return new Finding(
        Cause.ACCEPTED,
        finding.endpoint(),
        finding.location(),
        finding.kind(),
        finding.differing(),
        finding.compared(),
        finding.pValue(),
        false,
        finding.statement() + "; accepted: " + reason,
        finding.examples());
  }
}
