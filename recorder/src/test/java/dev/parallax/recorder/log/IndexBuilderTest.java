package dev.parallax.recorder.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.CaptureIndex;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Request;
import org.junit.jupiter.api.Test;

class IndexBuilderTest {

  private final IndexBuilder index = new IndexBuilder();

  private static Event get(String target) {
    return Event.newBuilder()
        .setExchange(
            Exchange.newBuilder()
                .setRequest(Request.newBuilder().setMethod("GET").setTarget(target)))
        .build();
  }

  @Test
  void listsEachEndpointOfABlockOnce() {
    index.add(get("/users/1"));
    index.add(get("/users/2"));
    index.add(get("/cart"));
    index.endBlock(16, 100, 3);
    CaptureIndex.Block block = index.build().orElseThrow().getBlocks(0);
    assertThat(block.getEndpointsList()).containsExactly("GET /cart", "GET /users/{id}");
  }

  @Test
  void boundsTheEndpointsItKnows() {
    for (int i = 0; i < IndexBuilder.MAX_ENDPOINTS; i++) {
      index.add(get("/" + Integer.toString(i, 26).replaceAll("[0-9]", "_$0_")));
    }
    index.endBlock(16, 100, IndexBuilder.MAX_ENDPOINTS);
    index.add(get("/one-more"));
    index.endBlock(200, 100, 1);
    assertThat(index.build().orElseThrow().getBlocks(1).getEndpointsList())
        .containsExactly("unclassified");
  }

  @Test
  void givesUpOnMoreBlocksThanAnIndexHolds() {
    for (int i = 0; i < IndexBuilder.MAX_BLOCKS; i++) {
      index.endBlock(i, 1, 1);
    }
    assertThat(index.build()).isPresent();
    index.endBlock(IndexBuilder.MAX_BLOCKS, 1, 1);
    index.endBlock(IndexBuilder.MAX_BLOCKS + 1, 1, 1);
    assertThat(index.build()).isEmpty();
  }
}
