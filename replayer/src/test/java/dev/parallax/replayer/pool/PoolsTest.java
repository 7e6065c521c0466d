package dev.parallax.replayer.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Leaf;
import dev.parallax.proto.Request;
import dev.parallax.proto.Sanitisation;
import dev.parallax.replayer.Recorded;
import dev.parallax.replayer.correlate.place.Place;
import dev.parallax.replayer.correlate.place.RequestValues;
import dev.parallax.replayer.correlate.place.Visitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PoolsTest {

  private static final List<String> IDS = List.of("9001", "9002", "9003", "9004", "9005");

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    // where, method, target, whether an id of the pool takes the recorded one's place there
    "GET /orders/{id},                 GET,  /orders/17,              true",
    "GET /orders/{id},                 GET,  /orders/17/lines?page=2, true",
    "GET /orders/{id},                 POST, /orders/17,              false",
    "/orders/{id},                     POST, /orders/17,              true",
    "GET /orders/{id},                 GET,  /invoices/17,            false",
    "GET /users/{user}/orders/{order}, GET,  /users/a/orders/17,      true",
    "GET /users/{user}/orders path 2,  GET,  /users/17/orders,        true",
    "GET /search query order,          GET,  /search?a=1&order=17,    true",
    "GET /search query order,          GET,  /search?other=17,        false",
  })
  void replacesTheRecordedIdWhereARuleSaysSo(
      String place, String method, String target, boolean replaced) {
    String sent = sent(Recorded.request(method, target), pool(place)).getTarget();

    String other = PooledIds.chosen("17", IDS);
    assertThat(sent).isEqualTo(replaced ? target.replace("17", other) : target);
  }

  @Test
  void replacesItInBodiesAndHeadersAndKeepsTheWriting() {
    Request request =
        Recorded.request("POST", "/carts", "{\"order\":{\"id\": 17},\"n\":17}").toBuilder()
            .addHeaders(Recorded.header("X-Order", "17"))
            .build();

    Request sent = sent(request, pool("POST /carts body /order/id", "POST /carts header x-order"));

    String other = PooledIds.chosen("17", IDS);
    assertThat(sent.getBody().getContent())
        .isEqualTo(ByteString.copyFromUtf8("{\"order\":{\"id\": " + other + "},\"n\":17}"));
    assertThat(sent.getHeadersList()).contains(Recorded.header("X-Order", other));
  }

  @Test
  void leavesAnIdThatThePoolHas() {
    assertThat(sent(Recorded.request("GET", "/orders/9003"), pool("/orders/{id}")).getTarget())
        .isEqualTo("/orders/9003");
  }

  /** A word in the clear is another endpoint; one that is a pseudonym was an id, perhaps. */
  @Test
  void leavesWordsOfRoutes() {
    Exchange word = exchange(Recorded.request("GET", "/orders/latest"));
    Exchange pseudonym =
        word.toBuilder()
            .setSanitisation(
                Sanitisation.newBuilder()
                    .addLeaves(Leaf.newBuilder().setLocation("request path/1").setKind("text")))
            .build();

    assertThat(sent(word, pool("/orders/{id}")).getTarget()).isEqualTo("/orders/latest");
    assertThat(sent(pseudonym, pool("/orders/{id}")).getTarget())
        .isEqualTo("/orders/" + PooledIds.chosen("latest", IDS));
  }

  @Test
  void takesTheFirstOfTwoRulesForOnePlace() {
    Pools pools =
        new Pools(
            List.of(
                new Pool("a.txt", List.of("GET /orders/{id}"), List.of("a1")),
                new Pool("b.txt", List.of("GET /orders/{id}"), List.of("b1"))));

    assertThat(sent(Recorded.request("GET", "/orders/17"), pools).getTarget())
        .isEqualTo("/orders/a1");
  }

  @Test
  void choosesEachIdAboutAsOften() {
    Map<String, Integer> chosen = new TreeMap<>();
    IntStream.range(0, 50_000)
        .forEach(id -> chosen.merge(PooledIds.chosen("order-" + id, IDS), 1, Integer::sum));

    assertThat(chosen.keySet()).containsExactlyElementsOf(IDS);
    assertThat(chosen.values()).allSatisfy(times -> assertThat(times).isBetween(9_500, 10_500));
  }

  /** Held for ever: workers of two builds may share a run. */
  @Test
  void choosesTheSameInEveryProcess() {
    assertThat(List.of("17", "4711", "", "é").stream().map(id -> PooledIds.chosen(id, IDS)))
        .containsExactly("9005", "9005", "9004", "9004");
  }

  @Test
  void readsAFileAndSharesItBetweenPlaces() throws IOException {
    Path file = Files.writeString(directory.resolve("ids.txt"), "9001\n\n 9002 \r\n9001\n9=3");

    Pools pools = Pools.read(List.of("GET /orders/{id} = " + file, "/search query order=" + file));

    assertThat(pools.all())
        .containsExactly(
            new Pool(
                file.toString(),
                List.of("GET /orders/{id}", "/search query order"),
                List.of("9001", "9002", "9=3")));
    assertThat(pools.isOpen()).isFalse();
  }

  @Test
  void asksStagingForWhatItLists() throws Exception {
    Pools open = Pools.read(List.of("GET /orders/{id} = GET /orders?limit=5 body /items/*/id"));
    assertThat(open.isOpen()).isTrue();

    Pools filled =
        open.filled(
            listing -> {
              assertThat(listing)
                  .isEqualTo(
                      new PoolSource.Listing("/orders?limit=5", Place.parse("body /items/*/id")));
              return IDS;
            });

    assertThat(filled.isOpen()).isFalse();
    assertThat(sent(Recorded.request("GET", "/orders/17"), filled).getTarget())
        .isEqualTo("/orders/" + PooledIds.chosen("17", IDS));
    assertThatThrownBy(() -> open.filled(listing -> List.of("a\nb")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("id 1 of 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /orders/{id}",
        "orders = ids.txt",
        "GET orders/{id} = ids.txt",
        "GET = ids.txt",
        "get /orders/{id} = ids.txt",
        "GET /orders = ids.txt",
        "GET /orders/{id} order = ids.txt",
        "GET /orders/{id} = missing.txt",
        "GET /orders/{id} = empty.txt",
        "GET /orders/{id} = long.txt",
        "GET /orders/{id} = binary.txt",
        "GET /orders/{id} = GET /orders",
        "GET /orders/{id} = GET orders body /id",
        "GET /orders/{id} = GET /orders items",
      })
  void refusesWhatItCantWorkWith(String rule) throws IOException {
    Files.writeString(directory.resolve("ids.txt"), "9001");
    Files.writeString(directory.resolve("empty.txt"), "\n \n");
    Files.write(directory.resolve("binary.txt"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    Files.write(
        directory.resolve("long.txt"),
        IntStream.range(0, Pool.MAX_IDS + 1).mapToObj(Integer::toString).toList());
    String there = rule.replaceFirst("= *(\\w+\\.txt)", "= " + directory + "/$1");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pools.read(List.of(there)))
        .withMessageStartingWith("replay.pools: ")
        .withMessageContaining("expected: ");
  }

  private static Pools pool(String... places) {
    return new Pools(List.of(new Pool("ids.txt", List.of(places), IDS)));
  }

  private static Request sent(Request request, Pools pools) {
    return sent(exchange(request), pools);
  }

  private static Request sent(Exchange exchange, Pools pools) {
    Visitor visitor = pools.entries().of(exchange);
    return visitor == null
        ? exchange.getRequest()
        : RequestValues.write(exchange.getRequest(), visitor);
  }

  private static Exchange exchange(Request request) {
    return Recorded.exchange("a", "s", 0, 1, request);
  }
}
