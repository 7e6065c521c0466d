package dev.parallax.comparator.report;

import dev.parallax.proto.Sanitisation;
import dev.parallax.proto.Sanitisation.Mode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts exchanges by how they were sanitised. Confined to one thread. */
final class RecordedByFold {

  private record By(Mode mode, String policyDigest) {}

  private final Map<By, Long> exchanges = new HashMap<>();

  void add(Sanitisation sanitisation) {
    exchanges.merge(new By(sanitisation.getMode(), sanitisation.getPolicyDigest()), 1L, Long::sum);
  }

  /** Most exchanges first. */
  List<RecordedBy> all() {
    return exchanges.entrySet().stream()
        .map(
            entry ->
                new RecordedBy(
                    entry.getKey().mode(), entry.getKey().policyDigest(), entry.getValue()))
        .sorted(
            Comparator.comparingLong(RecordedBy::exchanges)
                .reversed()
                .thenComparing(RecordedBy::mode)
                .thenComparing(RecordedBy::policyDigest))
        .toList();
  }
}
