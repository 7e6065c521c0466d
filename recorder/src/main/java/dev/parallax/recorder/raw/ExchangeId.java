package dev.parallax.recorder.raw;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Ids that sort by time: UUID version 7 (RFC 9562, section 5.7), millisecond time, 74 random bits.
 */
public final class ExchangeId {

  private ExchangeId() {}

  public static String create(Instant at, RandomGenerator random) {
    long millis = at.toEpochMilli();
    long high = (millis << 16) | 0x7000L | (random.nextLong() & 0x0FFFL);
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }
}
