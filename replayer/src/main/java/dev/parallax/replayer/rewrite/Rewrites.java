package dev.parallax.replayer.rewrite;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Header;
import dev.parallax.proto.Request;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The rules of a run, each applied to what those before it made. Equal if their texts are. */
public final class Rewrites {

  /** Setting of the rules. */
  static final String KEY = "replay.rewrites";

  private static final Rewrites NONE = new Rewrites(List.of());

  private final List<Rule> rules;

  private Rewrites(List<Rule> rules) {
    this.rules = rules;
  }

  /** All is sent as it was recorded. */
  public static Rewrites none() {
    return NONE;
  }

  /**
   * @throws IllegalArgumentException for what is no rule: which, where in it, and what was expected
   */
  public static Rewrites parse(List<String> texts) {
    return texts.isEmpty() ? NONE : new Rewrites(texts.stream().map(RuleText::parse).toList());
  }

  /** As they were written. */
  public List<String> texts() {
    return rules.stream().map(Rule::text).toList();
  }

  /** The authorities that requests are to name instead of their target's, or besides. */
  public List<String> hosts() {
    return rules.stream().flatMap(rule -> rule.change().names().stream()).toList();
  }

  /**
   * The exchange with its request as the rules have it. They are chosen by what was recorded, not
   * by what others made of it.
   */
  public Exchange apply(Exchange exchange) {
    Request recorded = exchange.getRequest();
    Request request = recorded;
    for (Rule rule : rules) {
      if (rule.covers(recorded)) {
        request = rule.change().apply(request);
      }
    }
    return request.equals(recorded) ? exchange : exchange.toBuilder().setRequest(request).build();
  }

  /**
   * The request that a leg gets, with the Host that a rule sets; over HTTP/2, too, where that
   * stands for its {@code :authority}.
   *
   * @param recorded what it was made of
   */
  public Request withHost(Request recorded, Request sent) {
    Optional<String> host =
        rules.stream()
            .filter(rule -> rule.covers(recorded))
            .flatMap(rule -> rule.change().host().stream())
            .reduce((earlier, later) -> later);
    if (host.isEmpty()) {
      return sent;
    }
    Request.Builder request = sent.toBuilder().clearHeaders();
    request.addHeaders(Header.newBuilder().setName("host").setValue(host.get()));
    sent.getHeadersList().stream()
        .filter(header -> !header.getName().toLowerCase(Locale.ROOT).equals("host"))
        .forEach(request::addHeaders);
    return request.build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rewrites rewrites && texts().equals(rewrites.texts());
  }

  @Override
  public int hashCode() {
    return texts().hashCode();
  }

  @Override
  public String toString() {
    return texts().toString();
  }
}
