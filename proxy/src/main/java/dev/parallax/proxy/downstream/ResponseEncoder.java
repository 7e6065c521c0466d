package dev.parallax.proxy.downstream;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;

/** Knows which method is being answered: a response to HEAD has no body, whatever it says. */
final class ResponseEncoder extends HttpResponseEncoder {

  private boolean toHead;

  void answering(HttpMethod method) {
    toHead = method.equals(HttpMethod.HEAD);
  }

  @Override
  protected boolean isContentAlwaysEmpty(HttpResponse response) {
    return toHead || super.isContentAlwaysEmpty(response);
  }
}
