package dev.parallax.recorder.log;

/** Told once, on any thread, what became of an event that a log took. Must not block. */
@FunctionalInterface
public interface Receipt {

  /**
   * @param kept whether the event is durable; if not, it is lost for good
   */
  void settled(boolean kept);

  static Receipt none() {
    return _ -> {};
  }
}
