package dev.parallax.recorder.log.kafka;

import dev.parallax.recorder.log.Damage;

/**
 * What could not be read of a log in Kafka.
 *
 * @param poison records that are no events of their topic
 * @param expired records that were asked for, and that retention has removed
 */
public record LogDamage(long poison, long expired) implements Damage {

  static final LogDamage NONE = new LogDamage(0, 0);

  LogDamage plus(LogDamage that) {
    return new LogDamage(poison + that.poison, expired + that.expired);
  }

  boolean isNone() {
    return poison == 0 && expired == 0;
  }

  @Override
  public String sentence() {
    String unreadable =
        poison == 1 ? "1 record is no event" : "%d records are no events".formatted(poison);
    String removed =
        expired == 1
            ? "1 record was removed by retention"
            : "%d records were removed by retention".formatted(expired);
    return poison == 0 ? removed : expired == 0 ? unreadable : unreadable + ", and " + removed;
  }
}
