package dev.parallax.bench.replay;

import java.util.List;
import java.util.SplittableRandom;

/**
 * A shop that its users look around in, in sessions of six requests: who they are, their orders,
 * one of these, whose customer it is, its lines, and products. Ids come from the answers before.
 * Bodies are JSON of about 1 KiB.
 */
final class Shop {

  /** How many requests a session has. */
  static final int STEPS = 6;

  private static final int ORDERS = 8;

  private static final List<String> WORDS =
      List.of("brass", "desk", "lamp", "oak", "chair", "linen", "shade", "glass", "vase", "wool");

  private final SplittableRandom random;

  /** Of a session, or of a variant of an answer: the same seed has the same ids. */
  Shop(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /**
   * One request and its answer.
   *
   * @param cookie that the answer sets; empty for none
   */
  record Visit(String target, String body, String cookie) {}

  /** A session's visits, in their order. */
  List<Visit> session() {
    String cookie = token();
    String order = token();
    String customer = token();
    return List.of(
        new Visit("/session", whoIsIt(), cookie),
        new Visit("/orders?page=" + random.nextInt(1, 5), orders(order, customer), ""),
        new Visit("/orders/" + order, order(order, customer), ""),
        new Visit("/customers/" + customer, customer(customer), ""),
        new Visit("/orders/" + order + "/lines", items("lines"), ""),
        new Visit("/products?limit=8&page=" + random.nextInt(1, 50), items("products"), ""));
  }

  /** Which step a request is of. */
  static int step(String target) {
    return target.startsWith("/session")
        ? 0
        : target.startsWith("/orders?")
            ? 1
            : target.endsWith("/lines")
                ? 4
                : target.startsWith("/orders/") ? 2 : target.startsWith("/customers/") ? 3 : 5;
  }

  private String whoIsIt() {
    return "{\"user\":{\"name\":\"%s\",\"mail\":\"%s\"},\"csrf\":\"%s\",\"notes\":%s}"
        .formatted(words(2), mail(), token(), texts(14));
  }

  private String orders(String order, String customer) {
    StringBuilder json = new StringBuilder("{\"orders\":[");
    int chosen = random.nextInt(ORDERS);
    for (int i = 0; i < ORDERS; i++) {
      json.append(i == 0 ? "" : ",")
          .append(
              "{\"id\":\"%s\",\"customerId\":\"%s\",\"total\":\"%s\",\"paid\":true}"
                  .formatted(
                      i == chosen ? order : token(), i == chosen ? customer : token(), price()));
    }
    return json.append("],\"page\":1}").toString();
  }

  private String order(String order, String customer) {
    return "{\"id\":\"%s\",\"customerId\":\"%s\",\"total\":\"%s\",\"notes\":%s}"
        .formatted(order, customer, price(), texts(14));
  }

  private String customer(String customer) {
    return "{\"id\":\"%s\",\"name\":\"%s\",\"mail\":\"%s\",\"since\":\"2024-0%d-17\",\"notes\":%s}"
        .formatted(customer, words(2), mail(), random.nextInt(1, 10), texts(13));
  }

  private String items(String name) {
    StringBuilder json = new StringBuilder("{\"" + name + "\":[");
    for (int i = 0; i < ORDERS; i++) {
      json.append(i == 0 ? "" : ",")
          .append(
              "{\"sku\":\"%s\",\"name\":\"%s\",\"price\":\"%s\",\"count\":%d}"
                  .formatted(token().substring(0, 12), words(4), price(), random.nextInt(1, 9)));
    }
    return json.append("],\"total\":8}").toString();
  }

  private String texts(int count) {
    StringBuilder json = new StringBuilder("[");
    for (int i = 0; i < count; i++) {
      json.append(i == 0 ? "" : ",").append('"').append(words(9)).append('"');
    }
    return json.append(']').toString();
  }

  private String words(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : " ").append(WORDS.get(random.nextInt(WORDS.size())));
    }
    return text.toString();
  }

  private String mail() {
    return "u_%08x@shop.invalid".formatted(random.nextInt());
  }

  private String price() {
    return "%d.%02d".formatted(random.nextInt(1, 200), random.nextInt(100));
  }

  private String token() {
    return "%016x%08x".formatted(random.nextLong(), random.nextInt());
  }
}
