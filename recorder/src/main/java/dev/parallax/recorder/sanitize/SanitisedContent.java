package dev.parallax.recorder.sanitize;

/** What sanitising the content of a body came to. */
sealed interface SanitisedContent {

  /** All of it. */
  @SuppressWarnings("ArrayRecordComponent") // Handed on at once.
  record Whole(byte[] content) implements SanitisedContent {}

  /**
   * The prefix up to the last whole token, closed off so that it can be read.
   *
   * @param items finished items of the outermost list that the cut fell into; 0 if there is none
   * @param itemsEnd where in the input they ended, in bytes
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Prefix(byte[] content, long items, long itemsEnd) implements SanitisedContent {}

  /** All of it in form; but parts that nobody understands are said to have been there. */
  @SuppressWarnings("ArrayRecordComponent")
  record Placeholders(byte[] content) implements SanitisedContent {}

  /** Not what its content type says. */
  record Malformed() implements SanitisedContent {}

  /** Text of which nobody can say what its bytes mean. */
  record UnknownCharset() implements SanitisedContent {}

  /** More than can be told of, though it may be well-formed. */
  record TooMuch() implements SanitisedContent {}
}
