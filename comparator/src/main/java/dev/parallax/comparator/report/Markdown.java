package dev.parallax.comparator.report;

/** Puts foreign text into Markdown so that it stays text, in a table cell as elsewhere. */
final class Markdown {

  private static final String NO_BREAK = "\u200B";

  private Markdown() {}

  /**
   * A code span, cut to so many characters: nothing in it is markup, mention or link. The fence is
   * longer than any run of backticks within.
   */
  static String code(String text, int maxCharacters) {
    String shown = Visible.of(text, maxCharacters);
    if (shown.isBlank()) {
      return "*empty*";
    }
    String fence = "`".repeat(longestRun(shown) + 1);
    String pad = shown.startsWith("`") || shown.endsWith("`") ? " " : "";
    return fence + pad + shown.replace("|", "\\|") + pad + fence;
  }

  /** Running text, cut to so many characters, in which nothing is markup, mention or link. */
  static String text(String text, int maxCharacters) {
    StringBuilder escaped = new StringBuilder();
    Visible.of(text, maxCharacters)
        .chars()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '@', '#' -> escaped.append((char) c).append(NO_BREAK);
                case '\\', '`', '*', '_', '{', '}', '[', ']', '|', '~', '!', '$' ->
                    escaped.append('\\').append((char) c);
                default -> escaped.append((char) c);
              }
            });
    return escaped.toString().replace("://", "\\://").replace("www.", "www\\.");
  }

  private static int longestRun(String text) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}
