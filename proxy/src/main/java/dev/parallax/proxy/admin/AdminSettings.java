package dev.parallax.proxy.admin;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where an operator's questions are answered, and to whom.
 *
 * @param listen port 0 takes a free one
 * @param token that each question but those for health must carry; must be there where others than
 *     this machine can ask
 */
public record AdminSettings(InetSocketAddress listen, Optional<AdminToken> token) {

  public AdminSettings {
    if (listen.isUnresolved()) {
      throw new IllegalArgumentException(
          "admin.listen: %s (expected: an address of this machine)".formatted(listen));
    }
    if (token.isEmpty() && !listen.getAddress().isLoopbackAddress()) {
      throw new IllegalArgumentException(
          "admin.listen: %s without a token (expected: a loopback address, such as 127.0.0.1:9090, or"
                  .formatted(listen)
              + " admin.tokenFile)");
    }
  }
}
