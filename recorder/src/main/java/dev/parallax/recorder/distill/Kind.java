package dev.parallax.recorder.distill;

/** Exchanges of one endpoint, shape and status, and what of them stays. */
final class Kind {

  final IntList members = new IntList();

  /** Of all members. */
  double weight;

  int kept;

  /** Of those kept, how many stand for something themselves. */
  int keptOfWeight;

  void add(int exchange, Seen seen) {
    members.add(exchange);
    weight += seen.weight();
  }

  void keep(Seen seen) {
    kept++;
    keptOfWeight += seen.weight() > 0 ? 1 : 0;
  }

  /** Whether so many of it stay, and one that can stand for the others. */
  boolean isCovered(int keep) {
    return kept >= Math.min(keep, members.size()) && (weight == 0 || keptOfWeight > 0);
  }
}
