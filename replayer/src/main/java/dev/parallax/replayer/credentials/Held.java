package dev.parallax.replayer.credentials;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The token of one leg and user, which is never an expired one. One thread asks for the next while
 * the others go on with what there is; only when that has expired do they wait. Thread-safe.
 */
final class Held {

  private static final Logger LOG = LoggerFactory.getLogger(Held.class);

  /** After one try in vain. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Issuer issuer;
  private final InstantSource clock;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile Token token;
  private volatile Instant notBefore = Instant.MIN;

  /** Asks for the first. */
  Held(Issuer issuer, InstantSource clock) throws NoCredentials, InterruptedException {
    this.issuer = issuer;
    this.clock = clock;
    this.token = issuer.issue();
  }

  /**
   * @throws NoCredentials if it has expired, and there is no other
   */
  HeaderLine current() throws NoCredentials, InterruptedException {
    Token held = token;
    Instant now = clock.instant();
    if (!held.isDue(now)) {
      return held.header();
    }
    if (held.isExpired(now)) {
      asking.lockInterruptibly();
    } else if (!asking.tryLock()) {
      return held.header();
    }
    try {
      return next().header();
    } finally {
      asking.unlock();
    }
  }

  private Token next() throws NoCredentials, InterruptedException {
    Instant now = clock.instant();
    if (token.isDue(now) && !now.isBefore(notBefore)) {
      try {
        token = issuer.issue();
      } catch (NoCredentials e) {
        // In the words of who asked: they hold no secret.
        LOG.atWarn().addKeyValue("error", e.getMessage()).log("credentials not renewed");
        notBefore = clock.instant().plus(PAUSE);
      }
    }
    if (token.isExpired(now)) {
      throw new NoCredentials("the token has expired, and there is no other");
    }
    return token;
  }
}
