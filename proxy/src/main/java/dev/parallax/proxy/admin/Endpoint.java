package dev.parallax.proxy.admin;

/** Answers one kind of question. May block unless it is open to all. */
@FunctionalInterface
interface Endpoint {

  /**
   * @throws BadRequest if the question can't be understood
   */
  AdminAnswer answer(AdminRequest request) throws BadRequest, InterruptedException;

  /** The question is wrong: 400, with what is expected. */
  final class BadRequest extends Exception {

    private static final long serialVersionUID = 1L;

    BadRequest(String message) {
      super(message);
    }
  }
}
