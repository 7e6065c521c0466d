package dev.parallax.replayer.protect;

/** What is to be told of a leg, in a sentence that names it. */
sealed interface Notice {

  String sentence();

  /** For people; the run goes on. */
  record Warning(String sentence) implements Notice {}

  /** The leg gets nothing any more. */
  record Tripped(String sentence) implements Notice {}
}
