package dev.parallax.replayer.credentials;

import dev.parallax.proto.Request;
import java.util.Map;

/**
 * A request with its credentials.
 *
 * @param secrets of it, each with what is to stand for it wherever an answer repeats it
 */
public record Authorised(Request request, Map<String, String> secrets) {

  public Authorised {
    secrets = Map.copyOf(secrets);
  }

  @Override
  public String toString() {
    return "Authorised[%d secrets]".formatted(secrets.size());
  }
}
