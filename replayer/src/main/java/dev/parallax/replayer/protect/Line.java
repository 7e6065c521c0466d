package dev.parallax.replayer.protect;

import java.util.concurrent.Semaphore;

/** Those that wait for the same, in the order in which they came. */
final class Line {

  /** Whoever has it is the first, and the only one that looks whether its turn has come. */
  final Semaphore first = new Semaphore(1, true);

  /** Confined to the protector's lock. */
  int waiting;
}
