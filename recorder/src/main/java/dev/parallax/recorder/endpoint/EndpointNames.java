package dev.parallax.recorder.endpoint;

import dev.parallax.proto.Request;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Names endpoints of a stream of requests as {@link EndpointTemplates#typedOnly} displays them, and
 * remembers the latest. Confined to one thread.
 */
public final class EndpointNames {

  private static final int MAX_NAMES = 512;

  /** Longer targets are not worth their memory. */
  private static final int MAX_CHARS = 256;

  private final EndpointTemplates templates = EndpointTemplates.typedOnly();
  private final Map<Route, String> recent =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Route, String> eldest) {
          return size() > MAX_NAMES;
        }
      };

  private record Route(String method, String target) {}

  /**
   * @param request sanitised
   * @param authority host[:port] that the client asked for
   */
  public String name(Request request, String authority) {
    Route route = new Route(request.getMethod(), request.getTarget());
    String known = recent.get(route);
    if (known != null) {
      return known;
    }
    String name = templates.display(templates.endpointOf(request, authority));
    if (route.target().length() <= MAX_CHARS) {
      recent.put(route, name);
    }
    return name;
  }
}
