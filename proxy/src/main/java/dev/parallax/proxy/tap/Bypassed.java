package dev.parallax.proxy.tap;

import dev.parallax.proto.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;

/** Copies nothing, and tells the watch how long the exchange took if it is one for comparison. */
final class Bypassed implements ExchangeTap {

  /** Of an exchange that nobody asks about. */
  static final ExchangeTap SILENT = new Bypassed(() -> {});

  private final Runnable onCompleted;

  Bypassed(Runnable onCompleted) {
    this.onCompleted = onCompleted;
  }

  @Override
  public void requestBody(ByteBuf content) {}

  @Override
  public void requestEnd(HttpHeaders trailers) {}

  @Override
  public void connected(boolean reused, long connectNanos) {}

  @Override
  public void responseHead(HttpResponse response) {}

  @Override
  public void responseBody(ByteBuf content) {}

  @Override
  public void responseEnd(HttpHeaders trailers) {}

  @Override
  public void completed() {
    onCompleted.run();
  }

  @Override
  public void failed(Failure.Kind kind, String detail) {}
}
