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
 * due and when the answers are there that production's client had by then; its end likewise.
 * Confined to the leg's event loop.
 */
final class Delivery {

  /**
   * How long a message waits for answers beyond its time. A build that answers less than production
   * did must not hang for it; once one wait was in vain, later messages wait for their time only.
   */
  private static final long ANSWERS_NANOS = Duration.ofSeconds(5).toNanos();

  private static final long TIMER_NANOS = 1_000_000;

  private static final Script.When AT_ONCE = new Script.When(0, 0);

  private final LegClient client;
  private final HttpClientRequest request;
  private final Request what;
  private final List<Script.Line> lines;
  private final Script.When end;
  private final boolean isBody;
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
    this.end = script.end().orElse(AT_ONCE);
    this.isBody = script.end().isEmpty();
    this.whenEnded = whenEnded;
  }

  void begin() {
    if (isBody) {
      end(Buffer.buffer(what.getBody().getContent().toByteArray()));
      return;
    }
    if (!isNow(end)) {
      // Something waits, perhaps for the leg, which is to know of the call by then.
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
    while (!over && isDue(next < lines.size() ? lines.get(next).when() : end)) {
      if (next == lines.size()) {
        end(Buffer.buffer());
      } else {
        Buffer framed = framed(lines.get(next).content());
        next++;
        say(framed);
      }
    }
  }

  /** The last one with the end, unless that came later. */
  private void say(Buffer framed) {
    if (next == lines.size() && isNow(end)) {
      end(framed);
    } else {
      var _ = request.write(framed);
    }
  }

  private boolean isNow(Script.When when) {
    return (!patient || answers >= when.afterAnswers())
        && begunNanos + when.offsetNanos() - System.nanoTime() < TIMER_NANOS;
  }

  /** If not, it is looked at again when it may be. */
  private boolean isDue(Script.When when) {
    long now = System.nanoTime();
    if (patient && answers < when.afterAnswers()) {
      if (!waits) {
        waits = true;
        waitingSinceNanos = now;
      }
      long due = Math.max(begunNanos + when.offsetNanos(), waitingSinceNanos) + ANSWERS_NANOS;
      patient = now < due;
      if (patient) {
        goAfter(due - now);
        return false;
      }
    }
    waits = false;
    long leftNanos = begunNanos + when.offsetNanos() - now;
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
