package dev.parallax.recorder.propose;

import static java.util.Locale.ROOT;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Header;
import dev.parallax.proto.SessionLink;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells recorded clients apart to count them, as far as a recording tells: by their sessions, those
 * as one where an answer renewed the cookie under its name. Who brought no cookie and was given one
 * is nobody yet. Confined to one thread; exchanges come in the order of the log.
 */
final class RecordedClients {

  /** Of a session whose cookie was renewed, the first one's. */
  private final Map<String, String> first = new HashMap<>();

  /** Empty for nobody who counts. */
  String of(Exchange exchange) {
    Set<String> brought =
        names(
            values(exchange.getRequest().getHeadersList(), "cookie")
                .flatMap(value -> Arrays.stream(value.split(";", -1))));
    Set<String> given = names(values(exchange.getResponse().getHeadersList(), "set-cookie"));
    String session = exchange.getSession();
    String client = first.getOrDefault(session, session);
    if (!Collections.disjoint(brought, given)) {
      for (SessionLink link : exchange.getSessionLinksList()) {
        first.putIfAbsent(link.getTo(), client);
      }
    }
    return brought.isEmpty() && !given.isEmpty() ? "" : client;
  }

  private static Stream<String> values(List<Header> headers, String name) {
    return headers.stream()
        .filter(header -> header.getName().equalsIgnoreCase(name))
        .map(Header::getValue);
  }

  private static Set<String> names(Stream<String> pairs) {
    return pairs
        .map(pair -> pair.substring(0, Math.max(0, pair.indexOf('='))).strip().toLowerCase(ROOT))
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toSet());
  }
}
