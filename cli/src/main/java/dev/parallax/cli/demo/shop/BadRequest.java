package dev.parallax.cli.demo.shop;

/** What a client sent can't be understood: 400, and the message says why. */
final class BadRequest extends RuntimeException {

  private static final long serialVersionUID = 1;

  BadRequest(String message) {
    super(message);
  }
}
