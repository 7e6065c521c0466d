package dev.parallax.recorder.endpoint;

/** Which words of paths may be told to anybody. Any thread. */
public interface WordRules {

  /**
   * Whether a segment stands in the clear by itself: configured, or of the vocabulary of routes.
   *
   * @param path segments, the first of an absolute path being empty; placeholders stand for values
   */
  boolean isKnown(String[] path, int index);

  /** Whether a word is that of a route more often than not. */
  boolean isVocabulary(String word);

  /** Whether a segment may stand in the clear once it was seen in enough sessions. */
  boolean mayBeLearned(String[] path, int index);

  /** Nothing is known, and all may be learned. */
  static WordRules none() {
    return new WordRules() {
      @Override
      public boolean isKnown(String[] path, int index) {
        return false;
      }

      @Override
      public boolean isVocabulary(String word) {
        return false;
      }

      @Override
      public boolean mayBeLearned(String[] path, int index) {
        return true;
      }
    };
  }
}
