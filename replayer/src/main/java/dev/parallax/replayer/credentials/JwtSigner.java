package dev.parallax.replayer.credentials;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.parallax.recorder.recent.Recent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Signs recorded tokens with a test key. The claims stay, but for their times, which are as far
 * from now as they were from when the request was sent: a token that had expired has. Thread-safe.
 */
public final class JwtSigner {

  /** A token is signed anew after that: not for each request, and before it expires. */
  private static final Duration KEPT = Duration.ofSeconds(10);

  private static final int MAX_KEPT = 1024;

  /** By token and by how much later its times are: requests of other times have others. */
  private record Wanted(String token, long laterSeconds) {}

  private record Made(String token, Instant at) {}

  private final JwtKey key;
  private final String keyId;
  private final InstantSource clock;
  private final Recent<Wanted, Made> recent = new Recent<>(MAX_KEPT);

  JwtSigner(JwtKey key, String keyId, InstantSource clock) {
    this.key = key;
    this.keyId = keyId;
    this.clock = clock;
  }

  /**
   * @param file for what is refused
   * @param key PEM of an RSA key (RS256), or a secret (HS256)
   * @param keyId that staging knows it by; empty for none
   * @throws IllegalArgumentException if it is no key
   */
  public static JwtSigner of(String file, String key, String keyId) {
    return new JwtSigner(JwtKey.parse(file, key), keyId, InstantSource.system());
  }

  /**
   * The token as it is to be sent; empty if it is no JWT.
   *
   * @param sent when it was sent, as recorded
   */
  Optional<String> signed(String token, Instant sent) {
    Instant now = clock.instant();
    // In steps, so that what is sent at the recorded pace is signed once in a while.
    long later = now.getEpochSecond() - sent.getEpochSecond();
    Wanted wanted = new Wanted(token, later / KEPT.toSeconds());
    Made known = recent.find(wanted);
    if (known != null && now.isBefore(known.at().plus(KEPT))) {
      return Optional.of(known.token());
    }
    Optional<Jwt> jwt = Jwt.parse(token);
    if (jwt.isEmpty()) {
      return Optional.empty();
    }
    try {
      String unsigned = jwt.get().unsigned(key.algorithm(), keyId, later);
      String made = unsigned + '.' + Jwt.encoded(key.sign(unsigned.getBytes(US_ASCII)));
      recent.put(wanted, new Made(made, now));
      return Optional.of(made);
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "JwtSigner[%s]".formatted(key.algorithm());
  }
}
