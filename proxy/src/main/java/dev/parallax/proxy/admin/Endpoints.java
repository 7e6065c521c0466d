package dev.parallax.proxy.admin;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which question is answered by what: by path, then by method. Immutable once it is in use. */
final class Endpoints {

  private final Map<String, Map<String, Endpoint>> byPath = new TreeMap<>();
  private final Map<String, Endpoint> open = new TreeMap<>();

  /** What needs no token, tells nobody anything worth hiding, and never blocks. */
  Endpoints open(String path, Endpoint endpoint) {
    open.put(path, endpoint);
    return on("GET", path, endpoint);
  }

  Endpoints on(String method, String path, Endpoint endpoint) {
    byPath.computeIfAbsent(path, _ -> new TreeMap<>()).put(method, endpoint);
    return this;
  }

  boolean isOpen(String path) {
    return open.containsKey(path);
  }

  /** What answers that question: never nobody. */
  Endpoint find(String method, String path) {
    Map<String, Endpoint> byMethod = byPath.get(path);
    if (byMethod == null) {
      return _ ->
          AdminAnswer.text(404, "Not found. There are: " + String.join(" ", byPath.keySet()));
    }
    // The codec leaves the body out.
    @Nullable Endpoint endpoint = byMethod.get(method.equals("HEAD") ? "GET" : method);
    if (endpoint == null) {
      String allowed = String.join(", ", byMethod.keySet()).replace("GET", "GET, HEAD");
      return _ -> AdminAnswer.text(405, "Allowed here: " + allowed).with("Allow", allowed);
    }
    return endpoint;
  }
}
