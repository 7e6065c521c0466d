package dev.parallax.recorder.log;

/** Told once, on any thread, what became of an event that a log took. Must not block. */
@FunctionalInterface
public interface Receipt {

  /**
   * @param kept whether the event is durable; if not, nobody tries any more, and it is to be taken
   *     for lost (a cluster that does not answer may have stored it all the same)
   */
  void settled(boolean kept);

  static Receipt none() {
    return _ -> {};
  }
}
