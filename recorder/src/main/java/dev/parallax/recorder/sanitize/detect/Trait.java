package dev.parallax.recorder.sanitize.detect;

/**
 * What a text may hold by its characters alone: the reason for a detector to look. In the order in
 * which they look.
 */
enum Trait {
  WEB_TOKEN(0),
  PRIVATE_KEY(1),
  USERINFO(2),
  ASSIGNMENT(3),
  CREDENTIALS(4),
  EMAIL(5),
  IBAN(6),
  MAC(7),
  IPV6(8),
  POSITION(9),
  NATIONAL_ID(10),
  PASSPORT(11),
  NUMBER(12),
  TOKEN(13);

  private final int place;

  Trait(int place) {
    this.place = place;
  }

  /** Which bit of a word it is, from 0. */
  int place() {
    return place;
  }

  /** A word with that bit alone. */
  int bit() {
    return 1 << place;
  }
}
