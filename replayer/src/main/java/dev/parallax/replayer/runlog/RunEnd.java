package dev.parallax.replayer.runlog;

import dev.parallax.proto.RunFinished.EndedBy;

/**
 * How a run ended.
 *
 * @param because why it was ended early; empty if it came to its end
 * @param by which kind of reason that is
 */
public record RunEnd(String because, EndedBy by) {

  /** It came to its end. */
  public static RunEnd whole() {
    return new RunEnd("", EndedBy.ENDED_BY_UNSPECIFIED);
  }

  /** Somebody stopped it, or something about it broke. */
  public static RunEnd early(String because) {
    return new RunEnd(because, EndedBy.ENDED_BY_UNSPECIFIED);
  }

  /** A leg was taken for dead. */
  public static RunEnd legFailed(String because) {
    return new RunEnd(because, EndedBy.LEG_FAILED);
  }

  public boolean isWhole() {
    return because.isEmpty();
  }
}
