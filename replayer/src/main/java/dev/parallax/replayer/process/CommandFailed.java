package dev.parallax.replayer.process;

import java.io.IOException;

/** A command did not end as it should: the message says how it ended, and its last words. */
public final class CommandFailed extends IOException {

  private static final long serialVersionUID = 1;

  private final String how;

  CommandFailed(String how) {
    this(how, "");
  }

  CommandFailed(String how, String lastWords) {
    super(lastWords.isEmpty() ? how : how + ": " + lastWords);
    this.how = how;
  }

  /** How it ended, without a word of its own: of one that handles secrets. */
  public String how() {
    return how;
  }
}
