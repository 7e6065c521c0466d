package dev.parallax.bench.load.client;

/** Bodies of JSON as services send them, with values that the sanitiser has to work on. */
public final class Payload {

  /** Where the origin answers 16 KiB. */
  public static final String LARGE_PATH = "/api/orders/all";

  /** Where the origin answers with values that it never sent before. */
  public static final String FRESH_PATH = "/api/orders/new";

  /** As many as make 1 KiB. */
  public static final int SMALL_ORDERS = 10;

  /** As many as make 16 KiB. */
  public static final int LARGE_ORDERS = 163;

  /** Stands in a body for what wrk is to make up for each request. */
  static final String MARK = "~";

  private Payload() {}

  public static String orders(int count) {
    StringBuilder json = new StringBuilder("{\"orders\":[");
    for (int i = 0; i < count; i++) {
      json.append(i == 0 ? "" : ",").append(order(i, "user" + i, "Brass desk lamp"));
    }
    return json.append(end(count, "leave at the door")).toString();
  }

  /** As {@link #orders} of 1 KiB; of its 52 values, five are made of what is given, and differ. */
  public static String fresh(String unique) {
    StringBuilder json = new StringBuilder("{\"orders\":[");
    for (int i = 0; i < SMALL_ORDERS; i++) {
      boolean fresh = i % 5 == 0;
      String user = fresh ? unique + "-" + i : "user" + i;
      String name = fresh ? "Lamp " + i + " for " + unique : "Brass desk lamp";
      json.append(i == 0 ? "" : ",").append(order(i, user, name));
    }
    return json.append(end(SMALL_ORDERS, "door of " + unique)).toString();
  }

  private static String order(int number, String user, String name) {
    return "{\"id\":%d,\"name\":\"%s\",\"email\":\"%s@shop.example\",\"price\":\"%d.90\",\"paid\":true}"
        .formatted(48_210_000 + number, name, user, 19 + number % 70);
  }

  private static String end(int total, String note) {
    return "],\"total\":%d,\"note\":\"%s\"}".formatted(total, note);
  }
}
