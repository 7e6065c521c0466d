package dev.parallax.proxy.upstream;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Expects no connection, and keeps why there was none. */
final class QueuedFailures implements UpstreamListener {

  private final BlockingQueue<UpstreamFailure> told = new LinkedBlockingQueue<>();

  @Nullable UpstreamFailure next() throws InterruptedException {
    return told.poll(10, TimeUnit.SECONDS);
  }

  boolean isEmpty() {
    return told.isEmpty();
  }

  @Override
  public void upstreamFailed(UpstreamFailure failure) {
    told.add(failure);
  }

  @Override
  public void connected(UpstreamStream upstream, boolean reused, long connectNanos) {
    throw new AssertionError("not expected");
  }

  @Override
  public void interim(HttpResponse response) {}

  @Override
  public void switched(HttpResponse response, UpstreamConnection connection) {}

  @Override
  public void responseHead(HttpResponse response) {}

  @Override
  public void responseBody(HttpContent content) {}

  @Override
  public void responseEnd(LastHttpContent last) {}

  @Override
  public void upstreamReadComplete() {}

  @Override
  public void upstreamWritable() {}
}
