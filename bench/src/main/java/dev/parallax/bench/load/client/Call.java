package dev.parallax.bench.load.client;

import java.nio.charset.StandardCharsets;

/** A kind of request that the subjects are compared on, in the words of either load generator. */
public enum Call {
  GET_1K("GET, answered by 1 KiB", "/api/orders?page=2", ""),
  POST_1K(
      "POST 1 KiB, answered by 1 KiB", "/api/orders?page=2", Payload.orders(Payload.SMALL_ORDERS)),
  GET_16K("GET, answered by 16 KiB", Payload.LARGE_PATH, ""),

  /** {@link Payload#fresh}: what a cache of values does not know yet, as real traffic brings it. */
  POST_FRESH(
      "POST 1 KiB, answered by 1 KiB, 10 % unique values",
      Payload.FRESH_PATH, Payload.fresh(Payload.MARK));

  private final String title;
  private final String path;
  private final String body;

  Call(String title, String path, String body) {
    this.title = title;
    this.path = path;
    this.body = body;
  }

  public String title() {
    return title;
  }

  /** What wrk is to send, a Lua script as wrk reads it. */
  String luaScript() {
    StringBuilder script = new StringBuilder("wrk.path = \"%s\"\n".formatted(path));
    if (!body.isEmpty()) {
      script.append("wrk.method = \"POST\"\n");
      script.append("wrk.headers[\"Content-Type\"] = \"application/json\"\n");
      script.append("wrk.body = [[").append(body).append("]]\n");
    }
    if (this == POST_FRESH) {
      script.append(
          """
          local parts, run, sent = {}, os.time(), 0
          for part in (wrk.body .. "~"):gmatch("([^~]*)~") do parts[#parts + 1] = part end
          request = function()
            sent = sent + 1
            return wrk.format(nil, nil, nil, table.concat(parts, string.format("u%x-%x", run, sent)))
          end
          """);
    }
    return script.toString();
  }

  /** What is sent on a keep-alive connection: the same bytes each time. */
  byte[] bytes() {
    if (this == POST_FRESH) {
      throw new IllegalArgumentException(this + " differs from request to request");
    }
    String head =
        body.isEmpty()
            ? "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".formatted(path)
            : "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                .formatted(path, body.length());
    return (head + body).getBytes(StandardCharsets.US_ASCII);
  }
}
