package dev.parallax.recorder.sanitize;

import dev.parallax.proto.Leaf;
import dev.parallax.proto.Leaf.Fidelity;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects where values of one message were replaced: so many at most that a small message can't
 * make much of them. Confined to one thread.
 */
final class Leaves {

  /** Some 20 MB. Twice what one body of JSON may tell. */
  static final int MAX = 1 << 17;

  private final List<Leaf> leaves = new ArrayList<>();

  void add(String location, String kind, boolean injective) {
    add(leaf(location, kind, injective));
  }

  /**
   * @throws IllegalStateException if there are more than are kept
   */
  void add(Leaf leaf) {
    if (leaves.size() >= MAX) {
      throw new IllegalStateException("more leaves than " + MAX);
    }
    leaves.add(leaf);
  }

  void addAll(List<Leaf> more) {
    if (!more.isEmpty()) {
      leaves.addAll(more);
    }
  }

  /** A leaf is immutable: where the same is known to come again, it may be added again. */
  static Leaf leaf(String location, String kind, boolean injective) {
    Leaf leaf =
        Leaf.newBuilder()
            .setLocation(location)
            .setKind(kind)
            .setFidelity(injective ? Fidelity.INJECTIVE : Fidelity.LOSSY)
            .build();
    // Kept as the bytes that are written, and not as text that is to be encoded each time.
    var _ = leaf.getLocationBytes();
    var _ = leaf.getKindBytes();
    return leaf;
  }

  int mark() {
    return leaves.size();
  }

  /** What was added since the mark. */
  List<Leaf> since(int mark) {
    return leaves.subList(mark, leaves.size());
  }

  /** Forgets what was added since the mark, since what it was about is not recorded. */
  void backTo(int mark) {
    leaves.subList(mark, leaves.size()).clear();
  }

  List<Leaf> all() {
    return leaves;
  }
}
