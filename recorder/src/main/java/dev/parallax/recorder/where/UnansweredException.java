package dev.parallax.recorder.where;

/** An exchange of which a question can't be asked. */
final class UnansweredException extends Exception {

  private static final long serialVersionUID = 1L;

  UnansweredException(String reason) {
    super(reason, null, false, false);
  }
}
