package dev.parallax.cli.explain;

/** What was read is no HTTP message: says on which line, and never what stands there. */
public final class MalformedMessage extends Exception {

  private static final long serialVersionUID = 1L;

  MalformedMessage(int line, String problem) {
    super("%d: %s".formatted(line, problem));
  }
}
