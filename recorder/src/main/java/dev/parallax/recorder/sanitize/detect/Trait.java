package dev.parallax.recorder.sanitize.detect;

/**
 * What a text may hold by its characters alone: the reason for a detector to look. In the order in
 * which they look.
 */
enum Trait {
  WEB_TOKEN,
  PRIVATE_KEY,
  USERINFO,
  ASSIGNMENT,
  CREDENTIALS,
  EMAIL,
  IBAN,
  MAC,
  IPV6,
  POSITION,
  NATIONAL_ID,
  PASSPORT,
  NUMBER,
  TOKEN;

  /** Apart from all others. */
  int bit() {
    return 1 << ordinal();
  }
}
