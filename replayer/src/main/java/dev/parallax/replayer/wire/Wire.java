package dev.parallax.replayer.wire;

/**
 * How all targets of a run are spoken to.
 *
 * @param tls for those that are {@code https}
 */
public record Wire(TargetTls tls) {

  /** What this machine trusts. */
  public static Wire usual() {
    return new Wire(TargetTls.verified());
  }
}
