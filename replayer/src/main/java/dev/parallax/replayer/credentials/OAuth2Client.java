package dev.parallax.replayer.credentials;

import java.net.URI;

/**
 * How an authorization server is asked for a token.
 *
 * @param tokenUrl {@code http[s]://host[:port]/path}, or a path alone: of each leg
 * @param secret of the client; empty for a public one
 * @param scope empty for the server's default
 */
public record OAuth2Client(URI tokenUrl, String id, String secret, String scope) {

  public OAuth2Client {
    String path = tokenUrl.getRawPath();
    if (tokenUrl.getHost() == null && (path == null || !path.startsWith("/"))) {
      throw new IllegalArgumentException(
          "credentials.oauth2.tokenUrl: %s (expected: http[s]://host[:port]/path, or a path of the leg's)"
              .formatted(tokenUrl));
    }
    if (id.isEmpty()) {
      throw new IllegalArgumentException(
          "credentials.oauth2.clientId: not set (expected: the id that the server knows the client by)");
    }
  }

  boolean isOfLeg() {
    return tokenUrl.getHost() == null;
  }

  @Override
  public String toString() {
    return "OAuth2Client[%s at %s]".formatted(id, tokenUrl);
  }
}
