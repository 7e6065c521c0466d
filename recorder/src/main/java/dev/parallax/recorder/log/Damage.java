package dev.parallax.recorder.log;

/** What a reader could not read. */
public interface Damage {

  /** One sentence for people: what is unreadable, and how much is lost. */
  String sentence();
}
