package dev.parallax.recorder.sanitize;

/**
 * A document is not as plain as {@link JsonPass} takes it, and is left to the parser, whether it is
 * malformed or only unusual. Has no trace: it is no fault.
 */
final class JsonOddity extends Exception {

  private static final long serialVersionUID = 1L;

  JsonOddity() {
    super("not plain", null, false, false);
  }
}
