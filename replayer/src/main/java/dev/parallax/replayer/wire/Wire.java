package dev.parallax.replayer.wire;

/**
 * How all targets of a run are spoken to.
 *
 * @param protocol HTTP/1.1 or HTTP/2
 * @param tls for those that are {@code https}
 */
public record Wire(TargetProtocol protocol, TargetTls tls) {

  /** As exchanges were recorded, trusting what this machine trusts. */
  public static Wire usual() {
    return new Wire(TargetProtocol.AUTO, TargetTls.verified());
  }
}
