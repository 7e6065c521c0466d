package dev.parallax.bench.load;

/** A kind of request that the subjects are compared on. Each is answered by 1 KiB of JSON. */
enum Cell {
  GET_1K("GET, answered by 1 KiB"),
  POST_1K("POST 1 KiB, answered by 1 KiB");

  private static final String PATH = "/api/orders?page=2";

  private final String title;

  Cell(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** What wrk is to send, a Lua script as wrk reads it. */
  String luaScript() {
    String head = "wrk.path = \"%s\"\n".formatted(PATH);
    return switch (this) {
      case GET_1K -> head;
      case POST_1K ->
          head
              + "wrk.method = \"POST\"\nwrk.headers[\"Content-Type\"] = \"application/json\"\n"
              + "wrk.body = [["
              + json()
              + "]]\n";
    };
  }

  /** About 1 KiB of JSON as services send it, with values that the sanitiser has to work on. */
  static String json() {
    StringBuilder json = new StringBuilder("{\"orders\":[");
    for (int i = 0; i < 8; i++) {
      json.append(i == 0 ? "" : ",")
          .append("{\"id\":")
          .append(48_210_000 + i)
          .append(",\"name\":\"Brass desk lamp\",\"email\":\"user")
          .append(i)
          .append("@shop.example\",\"price\":\"")
          .append(19 + i)
          .append(".90\",\"paid\":true}");
    }
    return json.append("],\"total\":8,\"note\":\"leave at the door\"}").toString();
  }
}
