package dev.parallax.proxy.tap;

import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.recorder.capture.Capture;
import dev.parallax.recorder.raw.RawExchange;
import java.util.ArrayList;
import java.util.List;

/** A budget that can be looked at, and the fates that were told. */
final class FakeCapture implements Capture {

  final List<String> fates = new ArrayList<>();
  final List<RawExchange> submitted = new ArrayList<>();
  int budgetBytes = Integer.MAX_VALUE;
  int reserved;

  /** Whether to reserve ends in an error. */
  boolean failing;

  @Override
  public boolean tryReserve(int bytes) {
    if (failing) {
      throw new OutOfMemoryError("asked to fail");
    }
    boolean fits = bytes <= budgetBytes - reserved;
    reserved += fits ? bytes : 0;
    return fits;
  }

  @Override
  public long maxBytes() {
    return budgetBytes;
  }

  /** Of one body. */
  Reservation reservation() {
    return new Reservation(this, new StreamShare(budgetBytes));
  }

  @Override
  public void release(int bytes) {
    reserved -= bytes;
  }

  @Override
  public void submit(RawExchange exchange) {
    fates.add("submit");
    submitted.add(exchange);
  }

  @Override
  public void count(Fate fate) {
    fates.add(fate.name());
  }
}
