package dev.parallax.recorder.where;

import java.util.List;

/** An expression that can't be compiled; the message is one line, and begins with the column. */
public final class WhereException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String unknown;

  WhereException(String message, String unknown) {
    super(message);
    this.unknown = unknown;
  }

  /** The name in it that nothing has; empty if that is not what is wrong. */
  public String unknown() {
    return unknown;
  }

  /** What could have been meant by such a name. */
  public static List<String> known() {
    return Language.names();
  }
}
