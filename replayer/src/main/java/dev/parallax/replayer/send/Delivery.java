package dev.parallax.replayer.send;

import com.google.protobuf.ByteString;
import dev.parallax.proto.Request;
import dev.parallax.replayer.plan.Script;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import java.time.Duration;
import java.util.List;

/**
 * Writes what a request has to say: its body at once, or its messages one by one, each when it is
 * due and when the answers are there that production's client had by then; after the last, its end.
 * Confined to the leg's event loop.
 */
final class Delivery {

  /**
   * How long a message waits for answers beyond its time. A build that answers less than production
   * did must not hang for it; once one wait was in vain, later messages wait for their time only.
   */
  private static final long ANSWERS_NANOS = Duration.ofSeconds(5).toNanos();

  private static final long TIMER_NANOS = 1_000_000;

  private final LegClient client;
  private final HttpClientRequest request;
  private final Request what;
  private final List<Script.Line> lines;
  private final Runnable whenEnded;
  private final long begunNanos = System.nanoTime();
  private int next;
  private int answers;
  private long waitingSinceNanos;
  private boolean waits;
  private boolean patient = true;
  private boolean over;
  private long timer = -1;

  /**
   * @param whenEnded told when all of it is written
   */
  Delivery(
      LegClient client,
      HttpClientRequest request,
      Request what,
      Script script,
      Runnable whenEnded) {
    this.client = client;
    this.request = request;
    this.what = what;
    this.lines = script.lines();
    this.whenEnded = whenEnded;
  }

  void begin() {
    if (lines.isEmpty()) {
      end(Buffer.buffer(what.getBody().getContent().toByteArray()));
      return;
    }
    if (lines.size() > 1) {
      // The first may be due later than the head.
      var _ = request.writeHead();
    }
    go();
  }

  /** So many messages of the answer are there. */
  void answered(int messages) {
    answers = messages;
    if (waits) {
      go();
    }
  }

  /**
   * Writes nothing any more.
   *
   * @return whether something was left
   */
  boolean stop() {
    boolean left = !over;
    over = true;
    client.cancel(timer);
    return left;
  }

  private void go() {
    while (!over && isDue(lines.get(next))) {
      Buffer framed = framed(lines.get(next).content());
      next++;
      if (next == lines.size()) {
        end(framed);
      } else {
        var _ = request.write(framed);
      }
    }
  }

  /** If not, it is looked at again when it may be. */
  private boolean isDue(Script.Line line) {
    long now = System.nanoTime();
    if (patient && answers < line.afterAnswers()) {
      if (!waits) {
        waits = true;
        waitingSinceNanos = now;
      }
      long due = Math.max(begunNanos + line.offsetNanos(), waitingSinceNanos) + ANSWERS_NANOS;
      patient = now < due;
      if (patient) {
        goAfter(due - now);
        return false;
      }
    }
    waits = false;
    long leftNanos = begunNanos + line.offsetNanos() - now;
    if (leftNanos >= TIMER_NANOS) {
      goAfter(leftNanos);
      return false;
    }
    return true;
  }

  private void goAfter(long nanos) {
    client.cancel(timer);
    timer = client.after(Math.ceilDiv(nanos, TIMER_NANOS), this::go);
  }

  private void end(Buffer last) {
    over = true;
    request.end(last).onSuccess(end -> whenEnded.run());
  }

  /** Not compressed. */
  private static Buffer framed(ByteString message) {
    return Buffer.buffer(5 + message.size())
        .appendByte((byte) 0)
        .appendInt(message.size())
        .appendBytes(message.toByteArray());
  }
}
