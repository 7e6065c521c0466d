package dev.parallax.replayer.renew;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Header;
import dev.parallax.proto.Request;
import dev.parallax.recorder.session.SessionCopy;
import dev.parallax.replayer.plan.Arm;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Gives each attempt a {@code traceparent} and keys of its own. Without one of its own, production
 * and staging would be one trace, and a server would answer a key that it knows from its memory.
 */
public record Renewal(String runId) {

  /**
   * The trace is sampled as the recorded one was, and if there is none, so that it can be looked
   * at.
   *
   * @param exchange as it is to be sent
   * @param request that was made of it for the arm's leg
   */
  public Renewed renew(Arm arm, Exchange exchange, Request request) {
    Drawn drawn = Drawn.of(runId, arm);
    int copy = SessionCopy.numberOf(exchange.getId());
    drawn = copy == 0 ? drawn : drawn.and("copy " + copy);
    Map<String, String> values = new HashMap<>();
    Request.Builder renewed = request.toBuilder();
    for (Header.Builder header : renewed.getHeadersBuilderList()) {
      if (FreshKey.isIn(header.getName())) {
        String fresh = FreshKey.of(header.getValue(), drawn);
        values.put(fresh, header.getValue());
        header.setValue(fresh);
      }
    }
    Optional<TraceParent> recorded = TraceParent.of(exchange.getRequest().getHeadersList());
    Drawn own = drawn.and(exchange.getId());
    TraceParent trace =
        new TraceParent(
            own.hex(0, 2), own.hex(2, 1), recorded.map(TraceParent::sampled).orElse(true));
    renewed.addHeaders(
        Header.newBuilder().setName(TraceParent.NAME).setValue(trace.toString()).build());
    values.put(
        trace.traceId(),
        recorded.map(TraceParent::traceId).orElseGet(() -> Drawn.of(exchange.getId()).hex(0, 2)));
    return new Renewed(renewed.build(), values);
  }
}
