package dev.parallax.replayer.protect;

/** That of one exchange which was let in, until all of its attempts are over. */
public final class Passage implements AutoCloseable {

  private final Protector protector;
  private final int pausesBefore;

  Passage(Protector protector, int pausesBefore) {
    this.protector = protector;
    this.pausesBefore = pausesBefore;
  }

  int pausesBefore() {
    return pausesBefore;
  }

  @Override
  public void close() {
    protector.left(this);
  }
}
