package dev.parallax.proxy;

import static dev.parallax.proxy.RecordingCapture.responseOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.recorder.raw.Arrivals;
import dev.parallax.recorder.raw.RawBody;
import dev.parallax.recorder.raw.RawExchange;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** When the messages of a stream came, as the tap noted it. */
@ExtendWith(FailOnLeak.class)
class ArrivalsIT {

  private static final int EVENTS = 5;

  @OnEachTransport
  void notesWhenEachEventOfASlowStreamCame(Transport transport) throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(transport, _ -> {});
        Wire client = fixture.client()) {
      client.send("GET /prices HTTP/1.1\r\nHost: a\r\n\r\n");
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send(
          "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.readHead();
      String event = "data: tick\n\n";
      for (int i = 0; i < EVENTS; i++) {
        // The next is sent once this one has crossed: they can't come in one read.
        upstream.send("%x\r\n%s\r\n".formatted(event.length(), event));
        client.readUntil(event);
      }
      upstream.send("0\r\n\r\n");
      RawExchange exchange = fixture.capture.next();
      RawBody body = responseOf(exchange).body();
      Arrivals arrivals = body.arrivals();
      assertThat(arrivals.count()).isEqualTo(EVENTS);
      long before = exchange.timings().getFirstByteNanos();
      for (int i = 1; i <= EVENTS; i++) {
        long nanos = arrivals.nanosOf(i * event.length());
        assertThat(nanos).as("event %d", i).isGreaterThan(before);
        before = nanos;
      }
      assertThat(before).isLessThanOrEqualTo(exchange.timings().getLastByteNanos());
      assertThat(exchange.request().body().arrivals().count()).isZero();
      fixture.capture.assertSettled();
    }
  }

  @Test
  void notesWhenMessagesOfARequestCameAndNothingOfOtherBodies() throws Exception {
    for (String type : new String[] {"application/grpc", "application/json"}) {
      try (ProxyFixture fixture = new ProxyFixture();
          Wire client = fixture.client()) {
        client.send(
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Type: %s\r\n\r\nab"
                .formatted(type));
        Wire upstream = fixture.upstream.next();
        upstream.readHead();
        upstream.send(
            "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-type: %s\r\n\r\nhi"
                .formatted(type.toUpperCase(Locale.ROOT)));
        client.readResponse();
        RawExchange exchange = fixture.capture.next();
        int expected = type.equals("application/grpc") ? 1 : 0;
        assertThat(exchange.request().body().arrivals().count()).as(type).isEqualTo(expected);
        assertThat(responseOf(exchange).body().arrivals().count()).as(type).isEqualTo(expected);
        fixture.capture.assertSettled();
      }
    }
  }
}
