package dev.parallax.recorder.endpoint;

/** The clear words of now: set by the one who learns them, asked by any thread. */
public final class LearnedWords {

  private volatile ClearWords current = ClearWords.none();

  public ClearWords current() {
    return current;
  }

  void set(ClearWords words) {
    current = words;
  }
}
