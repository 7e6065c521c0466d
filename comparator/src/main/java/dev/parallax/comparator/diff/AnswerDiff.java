package dev.parallax.comparator.diff;

import dev.parallax.proto.Divergence.Kind;
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
   * @param messages which of gRPC can be read
   */
  static void compare(Attempt base, Attempt other, MessageJson messages, Differences out) {
    Response left = base.response();
    Response right = other.response();
    if (left == null || right == null) {
      if (!base.shown().equals(other.shown())) {
        out.add(Kind.OUTCOME, "outcome", base.shown(), other.shown());
      }
      return;
    }
    if (left.getStatus() != right.getStatus()) {
      out.add(Kind.VALUE, "status", base.shown(), other.shown());
      if (left.getStatus() / 100 != right.getStatus() / 100) {
        return;
      }
    }
    boolean oneKey = base.leg() != Leg.CAPTURED_LEG && other.leg() != Leg.CAPTURED_LEG;
    Side was = new Side(left, base.sentAtNanos(), oneKey ? Masks.none() : base.masks());
    Side is = new Side(right, other.sentAtNanos(), oneKey ? Masks.none() : other.masks());
    new HeaderDiff(was, is, out).compare();
    if (StatusClass.of(base.summary()) != StatusClass.of(other.summary())) {
      return;
    }
    new BodyDiff(was, is, oneKey, messages, out).compare();
    if (was.masks().damaged() || is.masks().damaged()) {
      out.notCompared("by the shape of its body only, for what was replaced there is not known");
    }
    if (base.masks().lossy() || other.masks().lossy()) {
      out.notCompared(
          oneKey
              ? "by pseudonym where it was sanitised, and several values can share one"
              : "by shape only where it was sanitised");
    }
  }
}
