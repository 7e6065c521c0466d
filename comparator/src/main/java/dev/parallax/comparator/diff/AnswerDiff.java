package dev.parallax.comparator.diff;

import dev.parallax.proto.Divergence.Kind;
import dev.parallax.proto.Failure;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Response;
import dev.parallax.recorder.grpc.MessageJson;

/**
 * Compares one answer with the base, from the outside in: whether there is one, status, headers and
 * trailers, body. What follows from a difference is not told again: an error page is not compared
 * with a list of products.
 */
final class AnswerDiff {

  private AnswerDiff() {}

  /**
   * @param names of the legs
   * @param messages which of gRPC can be read
   */
  static void compare(
      Attempt base, Attempt other, OneName names, MessageJson messages, Differences out) {
    Response left = base.response();
    Response right = other.response();
    if (mayHaveAnsweredLater(base, other) || mayHaveAnsweredLater(other, base)) {
      out.notCompared("not at all, for it was left when production's client had left");
      return;
    }
    if (left == null || right == null) {
      if (!base.shown().equals(other.shown())) {
        out.add(Kind.OUTCOME, "outcome", base.shown(), other.shown());
      }
      return;
    }
    if (left.getStatus() != right.getStatus()) {
      out.add(
          Kind.VALUE,
          "status",
          Integer.toString(left.getStatus()),
          Integer.toString(right.getStatus()));
      if (left.getStatus() / 100 != right.getStatus() / 100) {
        return;
      }
    }
    boolean legs = base.leg() != Leg.CAPTURED_LEG && other.leg() != Leg.CAPTURED_LEG;
    if (base.stalled() != other.stalled() || (legs && base.uncounted() != other.uncounted())) {
      // Its messages say nothing of it: a stream that is cut short is compared as far as it goes.
      out.add(Kind.OUTCOME, "outcome", base.shown(), other.shown());
    }
    Side was = Side.of(names.in(left), base.sentAtNanos(), legs ? Masks.none() : base.masks());
    Side is = Side.of(names.in(right), other.sentAtNanos(), legs ? Masks.none() : other.masks());
    new HeaderDiff(was, is, out).compare();
    if (StatusClass.of(base.summary()) != StatusClass.of(other.summary())) {
      return;
    }
    new BodyDiff(was, is, legs, messages, out).compare();
    if (was.masks().damaged() || is.masks().damaged()) {
      out.notCompared("by the shape of its body only, for what was replaced there is not known");
    }
    if (base.masks().lossy() || other.masks().lossy()) {
      out.notCompared(
          legs
              ? "by pseudonym where it was sanitised, and several values can share one"
              : "by shape only where it was sanitised");
    }
  }

  /**
   * An answer that would have come later is no other than one that came just in time. What failed
   * in another way was no answer to come.
   */
  private static boolean mayHaveAnsweredLater(Attempt attempt, Attempt than) {
    return gaveUp(attempt) && (than.response() != null || gaveUp(than));
  }

  /** It was not answered while production's client would have stayed. */
  private static boolean gaveUp(Attempt attempt) {
    return attempt.leg() != Leg.CAPTURED_LEG
        && attempt.failure().getKind() == Failure.Kind.CLIENT_ABORTED;
  }
}
