package dev.parallax.recorder.log;

import dev.parallax.proto.CaptureIndex;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.recorder.endpoint.EndpointTemplates;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** Notes what is in each block while it is written. */
final class IndexBuilder {

  private final CaptureIndex.Builder index = CaptureIndex.newBuilder();
  private final EndpointTemplates templates = EndpointTemplates.typedOnly();

  /** The same endpoints stand in most blocks: each name is held once. */
  private final Map<String, String> names = new HashMap<>();

  private final TreeSet<String> endpoints = new TreeSet<>();
  private int exchanges;
  private long firstNanos = Long.MAX_VALUE;
  private long lastNanos = Long.MIN_VALUE;

  void add(Event event) {
    if (!event.hasExchange()) {
      return;
    }
    Exchange exchange = event.getExchange();
    exchanges++;
    firstNanos = Math.min(firstNanos, exchange.getStartedAtNanos());
    lastNanos = Math.max(lastNanos, exchange.getStartedAtNanos());
    String endpoint =
        templates.display(templates.endpointOf(exchange.getRequest(), exchange.getAuthority()));
    endpoints.add(names.computeIfAbsent(endpoint, name -> name));
  }

  void endBlock(long offset, int compressedBytes, int events) {
    CaptureIndex.Block.Builder block =
        CaptureIndex.Block.newBuilder()
            .setOffset(offset)
            .setCompressedBytes(compressedBytes)
            .setEvents(events)
            .setExchanges(exchanges)
            .addAllEndpoints(endpoints);
    if (exchanges > 0) {
      block.setFirstNanos(firstNanos).setLastNanos(lastNanos);
    }
    index.addBlocks(block);
    endpoints.clear();
    exchanges = 0;
    firstNanos = Long.MAX_VALUE;
    lastNanos = Long.MIN_VALUE;
  }

  CaptureIndex build() {
    return index.build();
  }
}
