package dev.parallax.cli.demo.users;

/** Told of each exchange, on any thread, as it ends. */
public interface Listener {

  /**
   * @param sent method, target, headers and body of the request, full of secrets
   * @param received headers and body of the answer, or what went wrong; no less full
   * @param asPlanned whether the answer is the one that the shop gives by design
   */
  void exchanged(String sent, String received, boolean asPlanned);

  /** Hears nothing. */
  static Listener none() {
    return (_, _, _) -> {};
  }
}
