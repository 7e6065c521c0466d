package dev.parallax.replayer.credentials;

import dev.parallax.replayer.process.CommandFailed;
import dev.parallax.replayer.process.ShellCommand;
import dev.parallax.replayer.safety.Target;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;

/**
 * Asks a command. What it prints is the value of the Authorization header, or a token alone, which
 * is then a bearer's; of a JWT, it is known when it expires.
 */
record CommandIssuer(ShellCommand command, Target target, InstantSource clock) implements Issuer {

  @Override
  public Token issue() throws NoCredentials, InterruptedException {
    Instant now = clock.instant();
    String leg = target.leg().name().toLowerCase(Locale.ROOT);
    String said;
    try {
      said =
          command
              .run(Map.of("PARALLAX_LEG", leg, "PARALLAX_TARGET", target.url()), line -> {})
              .strip();
    } catch (CommandFailed e) {
      throw new NoCredentials(
          "%s: no credentials: the command of credentials.command %s (what it said is left out, as it may be a secret)"
              .formatted(target, e.how()));
    }
    if (said.isEmpty() || said.chars().anyMatch(c -> c < ' ' || c >= 0x7f)) {
      throw new NoCredentials(
          "%s: no credentials: the command of credentials.command printed %s (expected: a token, in one line)"
              .formatted(target, said.isEmpty() ? "nothing" : "what is no header's value"));
    }
    String value = said.indexOf(' ') < 0 ? "Bearer " + said : said;
    String token = value.substring(value.indexOf(' ') + 1);
    return new Token(
        new HeaderLine(HeaderLine.AUTHORIZATION, value),
        now,
        Jwt.parse(token).flatMap(Jwt::expires).orElse(Instant.MAX));
  }
}
