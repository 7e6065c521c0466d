package dev.parallax.recorder.sample;

/** Why an exchange is kept. */
public enum Reason {
  /** Its session was sampled. */
  SHARE("share"),
  /** It failed, or production answered with an error. */
  ERROR("error"),
  /** It took longer than nearly all others of its endpoint. */
  SLOW("slow"),
  /** Its shape was not seen before. */
  NOVEL("novel"),
  /** One of its session that came later was kept, and may depend on it. */
  CONTEXT("context");

  private final String word;

  Reason(String word) {
    this.word = word;
  }

  /** As recorded. */
  public String word() {
    return word;
  }
}
