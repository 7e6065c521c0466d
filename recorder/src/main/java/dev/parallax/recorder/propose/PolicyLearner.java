package dev.parallax.recorder.propose;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.parallax.proto.Body;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.recorder.sanitize.SanitisePolicy;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Folds what was recorded strictly, and proposes what might pass in the clear: values of JSON
 * bodies and of queries, at {@value #MAX_PLACES} locations at most, further ones being left out.
 *
 * <p>A location is proposed if no value there was ever recognised as one of a person's, and if each
 * of its values, {@value PlaceStatistics#MAX_VALUES} different ones at most, was seen in so many
 * sessions that it tells none of them from the others; or if its name and form say that it measures
 * or dates a thing.
 */
public final class PolicyLearner {

  /** Below it, what is shared by all may be shared by one family. */
  public static final int DEFAULT_MIN_SESSIONS = 20;

  static final int MAX_PLACES = 4096;

  private static final JsonFactory JSON = new JsonFactory();

  private final int minSessions;
  private final Map<String, PlaceStatistics> places = new HashMap<>();
  private final Set<String> sessions = new HashSet<>();
  private final RecordedClients clients = new RecordedClients();

  /** Of the exchange that is learned. */
  private String client = "";

  private long exchanges;
  private long leaves;
  private long clear;

  /**
   * @param minSessions in which each value of an enumeration was seen, at least 1
   */
  public PolicyLearner(int minSessions) {
    this.minSessions = minSessions;
  }

  /** Of an exchange in another mode than strict nothing is to be learned: it is passed over. */
  public void add(Exchange exchange) {
    if (exchange.getSanitisation().getMode() != Mode.STRICT) {
      return;
    }
    exchanges++;
    sessions.add(exchange.getSession());
    client = clients.of(exchange);
    ReplacedLeaves replaced = new ReplacedLeaves(exchange.getSanitisation().getLeavesList());
    query(exchange, replaced);
    body("request body ", exchange.getRequest().getBody(), exchange, replaced);
    body("response body ", exchange.getResponse().getBody(), exchange, replaced);
  }

  public Proposals proposals() {
    List<Proposal> proposals =
        places.values().stream()
            .map(PlaceStatistics::proposal)
            .flatMap(Optional::stream)
            .filter(one -> isLocation(one.location()))
            .sorted(
                Comparator.comparingLong(Proposal::leaves)
                    .reversed()
                    .thenComparing(Proposal::location))
            .toList();
    return new Proposals(exchanges, sessions.size(), leaves, clear, proposals);
  }

  /** Names of a few programs hold what a list of the settings can't: they are left out. */
  private static boolean isLocation(String location) {
    try {
      var _ = new SanitisePolicy(Mode.STRICT, List.of(location), List.of());
      return location.chars().allMatch(c -> c >= ' ' && c <= '~' && c != ',');
    } catch (IllegalArgumentException none) {
      return false;
    }
  }

  private void query(Exchange exchange, ReplacedLeaves replaced) {
    String target = exchange.getRequest().getTarget();
    int at = target.indexOf('?');
    for (String parameter : at < 0 ? new String[0] : target.substring(at + 1).split("&", -1)) {
      int equals = parameter.indexOf('=');
      if (equals > 0) {
        String location = "request query " + parameter.substring(0, equals);
        leaf(location, List.of(), parameter.substring(equals + 1), exchange, replaced);
      }
    }
  }

  private void body(String base, Body body, Exchange exchange, ReplacedLeaves replaced) {
    boolean whole = body.getExtent() == Body.Extent.EXTENT_WHOLE;
    byte[] content = whole ? body.getContent().toByteArray() : new byte[0];
    if (content.length == 0 || (content[0] != '{' && content[0] != '[')) {
      return;
    }
    try (JsonParser parser = JSON.createParser(content)) {
      json(parser, base, exchange, replaced);
    } catch (IOException notJson) {
      // A body of another type: what was read up to here looked the same.
    }
  }

  private void json(JsonParser parser, String base, Exchange exchange, ReplacedLeaves replaced)
      throws IOException {
    Deque<String> bases = new ArrayDeque<>();
    List<Integer> indices = new ArrayList<>();
    Deque<Boolean> arrays = new ArrayDeque<>();
    String at = base;
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      boolean inArray = !arrays.isEmpty() && arrays.element();
      if (inArray && (token.isStructStart() || token.isScalarValue())) {
        at = bases.element() + "/*";
        indices.set(indices.size() - 1, indices.getLast() + 1);
      }
      if (token.isStructStart()) {
        bases.push(at);
        arrays.push(token == JsonToken.START_ARRAY);
        if (token == JsonToken.START_ARRAY) {
          indices.add(-1);
        }
      } else if (token.isStructEnd()) {
        bases.pop();
        if (arrays.pop()) {
          indices.removeLast();
        }
      } else if (token == JsonToken.FIELD_NAME) {
        String name = parser.currentName().replace("~", "~0").replace("/", "~1");
        at = bases.element() + '/' + name;
      } else {
        leaf(at.stripTrailing(), indices, parser.getText(), exchange, replaced);
      }
    }
  }

  private void leaf(
      String location,
      List<Integer> indices,
      String text,
      Exchange exchange,
      ReplacedLeaves replaced) {
    leaves++;
    String kind = replaced.kind(location, indices);
    if (kind == null) {
      boolean json = text.startsWith("{") || text.startsWith("[");
      clear += json && replaced.within(location) ? 0 : 1;
      return;
    }
    PlaceStatistics place = places.get(location);
    if (place == null && places.size() < MAX_PLACES) {
      place = new PlaceStatistics(location, minSessions);
      places.put(location, place);
    }
    if (place != null) {
      place.add(text, kind, exchange.getSanitisation().getKeyEpoch(), client);
    }
  }
}
