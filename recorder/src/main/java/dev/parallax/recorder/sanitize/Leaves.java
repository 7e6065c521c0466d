package dev.parallax.recorder.sanitize;

import dev.parallax.proto.Leaf;
import dev.parallax.proto.Leaf.Fidelity;
import java.util.ArrayList;
import java.util.List;

/** Collects which values of one message were replaced. Confined to one thread. */
final class Leaves {

  private final List<Leaf> leaves = new ArrayList<>();

  void add(String location, String kind, boolean injective) {
    leaves.add(
        Leaf.newBuilder()
            .setLocation(location)
            .setKind(kind)
            .setFidelity(injective ? Fidelity.INJECTIVE : Fidelity.LOSSY)
            .build());
  }

  int mark() {
    return leaves.size();
  }

  /** Forgets what was added since the mark, since what it was about is not recorded. */
  void backTo(int mark) {
    leaves.subList(mark, leaves.size()).clear();
  }

  List<Leaf> all() {
    return leaves;
  }
}
