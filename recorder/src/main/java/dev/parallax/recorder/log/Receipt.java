package dev.parallax.recorder.log;

/** Told once, on any thread, what became of an event that a log took. Must not block. */
@FunctionalInterface
public interface Receipt {

  /** Where nobody wants to know. */
  Receipt NONE = _ -> {};

  /**
   * @param kept whether the event is durable; if not, nobody tries any more, and it is to be taken
   *     for lost (a cluster that does not answer may have stored it all the same)
   */
  void settled(boolean kept);

  /** Instead of {@link #settled}, by a log that knows where it keeps the event. */
  default void kept(Position at) {
    settled(true);
  }

  /** Instead of {@link #settled}: the event is not kept, and never will be, however often tried. */
  default void refused() {
    settled(false);
  }

  /** Always the same one. */
  static Receipt none() {
    return NONE;
  }
}
