package dev.parallax.recorder.endpoint;

import dev.parallax.proto.Request;
import dev.parallax.recorder.recent.Recent;

/**
 * Names endpoints of a stream of requests as {@link EndpointTemplates#typedOnly} displays them, and
 * remembers the latest. Confined to one thread.
 */
public final class EndpointNames {

  private static final int MAX_NAMES = 512;

  /** Longer targets are not worth their memory. */
  private static final int MAX_CHARS = 256;

  private final EndpointTemplates templates = EndpointTemplates.typedOnly();
  private final Recent<Route, String> recent = new Recent<>(MAX_NAMES);

  private record Route(String method, String target) {}

  /**
   * @param request sanitised
   * @param authority host[:port] that the client asked for
   */
  public String name(Request request, String authority) {
    Route route = new Route(request.getMethod(), request.getTarget());
    String known = recent.find(route);
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
