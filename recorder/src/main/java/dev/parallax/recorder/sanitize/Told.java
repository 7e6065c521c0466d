package dev.parallax.recorder.sanitize;

/**
 * What was recognised in those values of one place that were replaced, and the least that holds of
 * their pseudonyms.
 *
 * @param kinds each once, with blanks between; empty if nothing was replaced
 * @param injective whether all of these pseudonyms are
 */
record Told(String kinds, boolean injective) {

  static final Told NOTHING = new Told("", true);

  /**
   * Of one value more; the same object where that says nothing new.
   *
   * @param kind one, or several with blanks between
   */
  Told and(String kind, boolean alsoInjective) {
    String all = kinds;
    for (String word : kind.split(" ", -1)) {
      all = has(all, word) ? all : all.isEmpty() ? word : all + ' ' + word;
    }
    boolean less = injective && !alsoInjective;
    return less || !all.equals(kinds) ? new Told(all, alsoInjective && injective) : this;
  }

  private static boolean has(String words, String word) {
    int at = words.indexOf(word);
    while (at >= 0) {
      int end = at + word.length();
      boolean whole =
          (at == 0 || words.charAt(at - 1) == ' ')
              && (end == words.length() || words.charAt(end) == ' ');
      if (whole) {
        return true;
      }
      at = words.indexOf(word, end);
    }
    return false;
  }
}
