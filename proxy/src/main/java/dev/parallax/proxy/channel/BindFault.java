package dev.parallax.proxy.channel;

import java.io.IOException;
import java.net.InetSocketAddress;

/** Why an address can't be listened on, in one line, and what to do. */
public final class BindFault {

  private BindFault() {}

  /**
   * @param key the setting that says where
   */
  public static IOException of(String key, InetSocketAddress address, Throwable cause) {
    String host = address.getHostString();
    return new IOException(
        "%s: can't listen on %s:%d: %s"
            .formatted(
                key,
                host.contains(":") ? "[" + host + "]" : host,
                address.getPort(),
                reason(address, String.valueOf(cause.getMessage()))),
        cause);
  }

  /** The kernel's words, which both native transports pass on, and the JDK in part. */
  private static String reason(InetSocketAddress address, String words) {
    if (address.isUnresolved()) {
      return "no such host (expected: an address of this machine)";
    }
    if (words.contains("Permission denied")) {
      return "permission denied (expected: a port from 1024 on, or the right to take one below)";
    }
    if (words.contains("Cannot assign requested address")) {
      return "not this machine's (expected: an address of this machine)";
    }
    return words + " (is another process using the port?)";
  }
}
