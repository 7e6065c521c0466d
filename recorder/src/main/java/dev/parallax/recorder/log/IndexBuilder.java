package dev.parallax.recorder.log;

import dev.parallax.proto.CaptureIndex;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.SuiteProvenance;
import dev.parallax.recorder.endpoint.EndpointTemplates;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Notes what is in each block while it is written. Its memory is bounded: endpoints beyond {@value
 * #MAX_ENDPOINTS} are listed as {@value #UNCLASSIFIED}, and a file of more than {@value
 * #MAX_BLOCKS} blocks, three days at one a second, has no index.
 */
final class IndexBuilder {

  static final int MAX_BLOCKS = 250_000;
  static final int MAX_ENDPOINTS = 10_000;
  static final String UNCLASSIFIED = "unclassified";

  private final CaptureIndex.Builder index = CaptureIndex.newBuilder();
  private final EndpointTemplates templates = EndpointTemplates.typedOnly();

  /** The same endpoints stand in most blocks: each name is held once. */
  private final Map<String, String> names = new HashMap<>();

  private final TreeSet<String> endpoints = new TreeSet<>();
  private boolean full;
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
    endpoints.add(name(endpoint));
  }

  void provenance(SuiteProvenance provenance) {
    index.setProvenance(provenance);
  }

  private String name(String endpoint) {
    if (names.size() >= MAX_ENDPOINTS) {
      return names.getOrDefault(endpoint, UNCLASSIFIED);
    }
    return names.computeIfAbsent(endpoint, name -> name);
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
    note(block);
    endpoints.clear();
    exchanges = 0;
    firstNanos = Long.MAX_VALUE;
    lastNanos = Long.MIN_VALUE;
  }

  private void note(CaptureIndex.Block.Builder block) {
    if (index.getBlocksCount() == MAX_BLOCKS) {
      full = true;
      index.clear();
    } else if (!full) {
      index.addBlocks(block);
    }
  }

  /**
   * @return empty if there is more to note than an index holds
   */
  Optional<CaptureIndex> build() {
    return full
        ? Optional.empty()
        : Optional.of(index.build())
            .filter(built -> built.getSerializedSize() <= PlxFormat.MAX_SECTION_BYTES);
  }
}
