package dev.parallax.replayer.correlate;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Header;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Request;
import dev.parallax.proto.Response;
import dev.parallax.proto.Skip;
import dev.parallax.recorder.raw.RawResponse;
import dev.parallax.replayer.correlate.place.RequestValues;
import dev.parallax.replayer.correlate.place.ResponseValues;
import dev.parallax.replayer.correlate.place.Visitor;
import dev.parallax.replayer.plan.Arm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one exchange needs of those before it, leg by leg and attempt by attempt. Used on the thread
 * that sends the exchange.
 */
public final class Bindings {

  private static final Skip NOT_ANSWERED =
      contaminated(
          "it needs a value of an exchange that was not sent here, not answered, or forgotten");

  private static final Skip NOT_GIVEN =
      contaminated("it needs a value that the answer before it did not have here");

  private final Exchange exchange;
  private final Found found;

  /** Attempts at each leg that share its answers: where it is sent once, all of them. */
  private final Map<Leg, Integer> attempts;

  private final Entries entries;

  Bindings(Exchange exchange, Found found, Map<Leg, Integer> attempts, Entries entries) {
    this.exchange = exchange;
    this.found = found;
    this.attempts = attempts;
    this.entries = entries;
  }

  /** The exchanges that are to be done before this one is sent, by their ids. */
  public Set<String> givers() {
    return found.edges().stream()
        .flatMap(edge -> edge.sources().stream())
        .map(source -> source.product().id())
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Whether a header has a value that the leg gives.
   *
   * @param header in small letters
   */
  public boolean bind(String header) {
    return found.edges().stream()
        .anyMatch(
            edge ->
                header.equals("cookie")
                    ? edge.isCookie()
                    : edge.target().part().equals("header")
                        && edge.target().steps().get(1).equals(header));
  }

  /** It is going to be sent, perhaps much later: what it needs is kept until {@link #done}. */
  public void hold() {
    found.session().hold();
  }

  /** It was sent, or won't be. Any thread. */
  public void done() {
    found.session().release();
  }

  /** What was found, to be shown. */
  public List<Binding> all() {
    return found.edges().stream().map(Binding::of).toList();
  }

  /** The exchange as that attempt is to send it. */
  public Bound at(Arm arm) {
    Map<List<String>, String> values = new HashMap<>();
    Map<String, String> cookies = new HashMap<>();
    List<Restored.Value> back = new ArrayList<>();
    for (Edge edge : found.edges()) {
      String value = edge.isCookie() ? cookie(edge, arm) : given(edge, arm);
      boolean answered = value != null || isAnswered(edge, arm);
      if (edge.isCookie() && answered) {
        // One that the leg does not set is sent as it was: some other server may have set it.
        cookies.put(edge.target().steps().get(1), value == null ? "" : value);
      } else if (value != null) {
        values.put(edge.target().steps(), value);
        back.add(new Restored.Value(value, edge.value(), edge.noun()));
      } else if (!edge.optional()) {
        return new Bound.Contaminated(answered ? NOT_GIVEN : NOT_ANSWERED);
      }
    }
    Request request = withValues(values, back);
    request = withCookies(request, name -> cookie(name, cookies, arm), back);
    Exchange sent =
        request.equals(exchange.getRequest())
            ? exchange
            : exchange.toBuilder().setRequest(request).build();
    return new Bound.Sendable(sent, new Restored(back));
  }

  /** Where nothing is bound, what stands in for a value that only production knew. */
  private Request withValues(Map<List<String>, String> values, List<Restored.Value> back) {
    Request request = exchange.getRequest();
    Visitor entry = entries.of(exchange);
    if (values.isEmpty() && entry == null) {
      return request;
    }
    return RequestValues.write(
        request,
        (trail, value) -> {
          String bound = values.get(trail.steps());
          String other = bound == null && entry != null ? entry.visit(trail, value) : null;
          if (other != null) {
            back.add(
                new Restored.Value(
                    other, value, Noun.of(trail, request.getTarget()), Restored.Sort.SHARED));
          }
          return bound == null ? other : bound;
        });
  }

  /** What the leg gave to that attempt: later ones of its session are bound to that. */
  public void answered(Arm arm, RawResponse answer) {
    Response cookies = ResponseValues.headers(answer);
    int last = attempts.getOrDefault(arm.leg(), arm.attempt());
    int first = attempts.isEmpty() ? arm.attempt() : 1;
    for (int attempt = first; attempt <= last; attempt++) {
      Arm shared = new Arm(arm.leg(), attempt);
      found.product().answered(shared, answer);
      found.session().jar(shared).keep(cookies, exchange.getStartedAtNanos());
    }
  }

  /** As the leg has set it since the exchange that gave it in production; or as that did. */
  private @Nullable String cookie(Edge edge, Arm arm) {
    String name = edge.target().steps().get(1);
    for (Edge.Source source : edge.sources()) {
      Product.Both both = source.product().answer(arm);
      if (both != null) {
        String later =
            found
                .session()
                .jar(arm)
                .get(name, source.product().startNanos(), exchange.getStartedAtNanos());
        return later == null ? Jar.of(both.answer()).get(name, 0, 0) : later;
      }
    }
    return null;
  }

  /** Of one that nobody gave in production, what the leg has set; null to leave it. */
  private @Nullable String cookie(String name, Map<String, String> given, Arm arm) {
    String value = given.get(name);
    if (value == null) {
      return found.session().jar(arm).get(name, Long.MIN_VALUE, exchange.getStartedAtNanos());
    }
    return value.isEmpty() ? null : value;
  }

  private static @Nullable String given(Edge edge, Arm arm) {
    for (Edge.Source source : edge.sources()) {
      Product.Both both = source.product().answer(arm);
      String value =
          both == null ? null : Places.at(source.place(), both.recorded(), both.answer());
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /** By any of those that gave it, in the same way as production did. */
  private static boolean isAnswered(Edge edge, Arm arm) {
    for (Edge.Source source : edge.sources()) {
      Product.Both both = source.product().answer(arm);
      if (both != null && both.answer().getStatus() / 100 == both.recorded().getStatus() / 100) {
        return true;
      }
    }
    return false;
  }

  /** Cookies that the leg has set take the place of those of their names. */
  private static Request withCookies(
      Request request, Function<String, @Nullable String> jar, List<Restored.Value> back) {
    Request.@Nullable Builder out = null;
    for (int i = 0; i < request.getHeadersCount(); i++) {
      Header header = request.getHeaders(i);
      if (header.getName().equalsIgnoreCase("cookie")) {
        String value = withCookies(header.getValue(), jar, back);
        if (!value.equals(header.getValue())) {
          out = out == null ? request.toBuilder() : out;
          out.setHeaders(i, header.toBuilder().setValue(value));
        }
      }
    }
    return out == null ? request : out.build();
  }

  private static String withCookies(
      String line, Function<String, @Nullable String> jar, List<Restored.Value> back) {
    String[] pairs = line.split(";", -1);
    for (int i = 0; i < pairs.length; i++) {
      int equals = pairs[i].indexOf('=');
      String set = equals < 0 ? null : jar.apply(pairs[i].substring(0, equals).strip());
      if (set != null) {
        String was = pairs[i].substring(equals + 1).strip();
        back.add(new Restored.Value(set, recorded(was, back), null));
        pairs[i] = pairs[i].substring(0, equals + 1) + set;
      }
    }
    return String.join(";", pairs);
  }

  /** What was recorded where another value stands in for it by now. */
  private static String recorded(String value, List<Restored.Value> back) {
    return back.stream()
        .filter(by -> by.leg().equals(value))
        .map(Restored.Value::recorded)
        .findFirst()
        .orElse(value);
  }

  private static Skip contaminated(String detail) {
    return Skip.newBuilder().setReason(Skip.Reason.CONTAMINATED).setDetail(detail).build();
  }
}
