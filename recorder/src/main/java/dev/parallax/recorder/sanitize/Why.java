package dev.parallax.recorder.sanitize;

/** The rules that decide about values, in words for {@link Decision#rule}. */
final class Why {

  static final String EMPTY = "harmless: empty";
  static final String BOOLEAN = "harmless: truth value";
  static final String NULL = "harmless: null";
  static final String SMALL_INTEGER = "harmless: small integer";
  static final String CONTROL_WORD = "harmless: word of a parameter that says how to answer";
  static final String PATH = "harmless: path of words and small integers";
  static final String NOTHING_TO_REPLACE = "harmless: no letter and no digit";
  static final String CHANCE = "default: deny; its pseudonym is equal by chance";
  static final String DENY = "default: deny";
  static final String SECRET = "secret name";
  static final String CREDENTIALS = "credentials: replaced in any mode";
  static final String CLAIM = "claim of a web token: replaced in any mode";
  static final String ECHO = "echo of what was sent";
  static final String UNRECOGNISED = "detect: nothing recognised";
  static final String NAME = "name like no identifier";
  static final String HOST = "host name";
  static final String HEADER = "header allow-list";
  static final String HEADER_DATA = "header: data among its words";
  static final String HEADER_REDUCED = "header: only what a program goes by";
  static final String COOKIE_ATTRIBUTE = "attribute of a cookie";
  static final String START_LINE = "start line: known words only";
  static final String PROGRAM_WORDS = "words of a program";
  static final String GRPC_METHOD = "gRPC: a method that the server has answered";
  static final String WORD_OF_ENUM = "gRPC: word of an enumeration";
  static final String OPEN_BYTES = "gRPC: bytes that may pass there";
  static final String UNKNOWN_FIELD = "gRPC: field that the descriptors lack";
  static final String UNREADABLE = "unreadable";

  /** Before the location that the policy lets pass. */
  static final String CLEAR = "clear: ";

  /** Before what a detector recognised. */
  static final String DETECTOR = "detector: ";

  /** Before what the name tells of the value. */
  static final String NAMED = "told by its name: ";

  /** Before the reason why a body is reduced. */
  static final String BODY = "body: ";

  private Why() {}
}
