package dev.parallax.recorder.sanitize.detect;

/** Finds values of one kind, or of several that are looked for together. Safe on any thread. */
interface Detector {

  /** Without which it is not worth looking. */
  Trait trait();

  /** Looks once, in time linear in the text, and tells what it finds. */
  void find(Reading reading);
}
