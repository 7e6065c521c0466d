package dev.parallax.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Failure;
import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.recorder.capture.Capture;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.raw.RawResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps what the tap hands over, and accounts for the bytes that it reserved. */
final class RecordingCapture implements Capture {

  private final BlockingQueue<RawExchange> submitted = new LinkedBlockingQueue<>();
  private final AtomicInteger reserved = new AtomicInteger();
  private final Queue<Fate> counted = new ConcurrentLinkedQueue<>();
  private final int budgetBytes;

  RecordingCapture() {
    this(Integer.MAX_VALUE);
  }

  RecordingCapture(int budgetBytes) {
    this.budgetBytes = budgetBytes;
  }

  @Override
  public boolean tryReserve(int bytes) {
    if (reserved.addAndGet(bytes) > budgetBytes) {
      reserved.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  @Override
  public long maxBytes() {
    return budgetBytes;
  }

  @Override
  public void release(int bytes) {
    reserved.addAndGet(-bytes);
  }

  @Override
  public void submit(RawExchange exchange) {
    long held = exchange.request().body().heldBytes();
    if (exchange.response() != null) {
      held += exchange.response().body().heldBytes();
    }
    reserved.addAndGet((int) -held);
    submitted.add(exchange);
  }

  @Override
  public void count(Fate fate) {
    counted.add(fate);
  }

  RawExchange next() throws InterruptedException {
    RawExchange exchange = submitted.poll(10, TimeUnit.SECONDS);
    return Objects.requireNonNull(exchange, "no exchange was submitted");
  }

  /** How many exchanges were submitted and not taken yet. */
  int waiting() {
    return submitted.size();
  }

  /** What was submitted since the last call. */
  List<RawExchange> take() {
    List<RawExchange> taken = new ArrayList<>();
    submitted.drainTo(taken);
    return taken;
  }

  static Failure failureOf(RawExchange exchange) {
    return Objects.requireNonNull(exchange.failure(), "failure");
  }

  static RawResponse responseOf(RawExchange exchange) {
    return Objects.requireNonNull(exchange.response(), "response");
  }

  /** How many exchanges were counted to be of that fate, and not submitted. */
  int counted(Fate fate) {
    return Collections.frequency(List.copyOf(counted), fate);
  }

  /** How many exchanges were told of in any way since the last call. */
  int takeFates() {
    int fates = 0;
    while (counted.poll() != null) {
      fates++;
    }
    return fates + submitted.drainTo(new ArrayList<>());
  }

  /** Nothing more was submitted, and each reserved byte was submitted or given back. */
  void assertSettled() {
    assertThat(submitted).isEmpty();
    assertThat(reserved).hasValue(0);
  }
}
