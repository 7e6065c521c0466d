package dev.parallax.cli.explain;

import dev.parallax.proto.Body;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Header;
import dev.parallax.proto.Request;
import dev.parallax.proto.Response;
import dev.parallax.proto.StreamMessage;
import java.io.PrintWriter;
import java.util.List;

/** Writes a sanitised exchange as HTTP/1.1 has it, for people: what has no text is told so. */
public final class MessageText {

  private final PrintWriter out;

  public MessageText(PrintWriter out) {
    this.out = out;
  }

  public void write(Exchange exchange) {
    Request request = exchange.getRequest();
    out.printf("%s %s %s%n", request.getMethod(), request.getTarget(), request.getProtocol());
    rest(request.getHeadersList(), request.getBody(), request.getTrailersList());
    if (exchange.hasResponse()) {
      Response response = exchange.getResponse();
      out.printf("%s %d %s%n", response.getProtocol(), response.getStatus(), response.getReason());
      rest(response.getHeadersList(), response.getBody(), response.getTrailersList());
    }
  }

  private void rest(List<Header> headers, Body body, List<Header> trailers) {
    lines(headers);
    out.println();
    if (!body.getReducedBecause().isEmpty()) {
      out.printf("[%d bytes, not recorded: %s]%n%n", body.getLength(), body.getReducedBecause());
    } else if (body.getMessagesCount() > 0) {
      for (StreamMessage message : body.getMessagesList()) {
        out.printf("[%s] %s%n", message.getKind(), message.getContent().toStringUtf8());
      }
      out.println();
    } else if (!body.getContent().isEmpty()) {
      out.printf("%s%n%n", body.getContent().toStringUtf8());
    }
    if (!trailers.isEmpty()) {
      lines(trailers);
      out.println();
    }
  }

  private void lines(List<Header> headers) {
    headers.forEach(header -> out.printf("%s: %s%n", header.getName(), header.getValue()));
  }
}
