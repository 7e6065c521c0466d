package dev.parallax.recorder.where;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.TemplateSet;
import dev.parallax.recorder.endpoint.EndpointTemplates;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which exchanges are meant, and how many could not be asked. Any thread. */
public final class Where {

  private static final Where ALL = new Where("", _ -> true, false, List.of());

  /** What is asked of one exchange. */
  interface Question {
    boolean holds(ExchangeView exchange) throws UnansweredException;
  }

  private final String text;
  private final Question question;
  private final boolean asksEndpoint;
  private final List<TemplateSet> endpoints;
  private final EndpointTemplates templates;
  private final AtomicLong unanswered = new AtomicLong();
  private final AtomicReference<@Nullable String> firstReason = new AtomicReference<>();

  private Where(String text, Question question, boolean asksEndpoint, List<TemplateSet> endpoints) {
    this.text = text;
    this.question = question;
    this.asksEndpoint = asksEndpoint;
    this.endpoints = List.copyOf(endpoints);
    this.templates = EndpointTemplates.of(this.endpoints);
  }

  /** All of them. */
  public static Where all() {
    return ALL;
  }

  /**
   * @param expression empty for all
   * @throws WhereException if it can't be compiled
   */
  public static Where of(String expression) {
    if (expression.isEmpty()) {
      return ALL;
    }
    Expression compiled = Expression.compile(expression);
    return new Where(expression, compiled, compiled.asks(Language.ENDPOINT), List.of());
  }

  /** Those of one of these endpoints, as reports name them. */
  public static Where endpoint(Collection<String> names) {
    return oneOf(Language.ENDPOINT, names);
  }

  /** Those of one of these sessions. */
  public static Where session(Collection<String> pseudonyms) {
    return oneOf(Language.SESSION, pseudonyms);
  }

  public static Where id(Collection<String> ids) {
    return oneOf(Language.ID, ids);
  }

  /** As the expression would choose, without compiling it. */
  private static Where oneOf(String variable, Collection<String> values) {
    if (values.isEmpty()) {
      return ALL;
    }
    Set<String> meant = Set.copyOf(values);
    String list = meant.stream().sorted().map(Where::quoted).collect(Collectors.joining(", "));
    String text = meant.size() == 1 ? variable + " == " + list : variable + " in [" + list + "]";
    return new Where(
        text,
        exchange -> meant.contains(exchange.text(variable)),
        variable.equals(Language.ENDPOINT),
        List.of());
  }

  /** Those that both mean. */
  public Where and(Where other) {
    if (isAll() || other.isAll()) {
      return isAll() ? other : this;
    }
    return new Where(
        inParentheses() + " && " + other.inParentheses(),
        exchange -> question.holds(exchange) && other.question.holds(exchange),
        asksEndpoint || other.asksEndpoint,
        endpoints.isEmpty() ? other.endpoints : endpoints);
  }

  /** Behind a comment, the parenthesis would be part of that. */
  private String inParentheses() {
    return "(" + text + (text.contains("//") ? "\n)" : ")");
  }

  /**
   * @param sets that endpoints are named by: of several, a later one where none before it fits
   */
  public Where withEndpoints(List<TemplateSet> sets) {
    return new Where(text, question, asksEndpoint, sets);
  }

  /** Whether all are meant. */
  public boolean isAll() {
    return text.isEmpty();
  }

  /** As an expression; empty for all. */
  public String text() {
    return text;
  }

  /** Whether it has to be told first how endpoints are named. */
  public boolean asksEndpoint() {
    return asksEndpoint;
  }

  public List<TemplateSet> endpoints() {
    return endpoints;
  }

  /** One that can't be asked, since it lacks a key, say, is not meant, and is counted. */
  public boolean holds(Exchange exchange) {
    try {
      return isAll() || question.holds(new ExchangeView(exchange, templates));
    } catch (UnansweredException e) {
      unanswered.incrementAndGet();
      firstReason.compareAndSet(null, e.getMessage());
      return false;
    }
  }

  /** How many could not be asked so far, each as often as it was tried. */
  public long unanswered() {
    return unanswered.get();
  }

  /** Why the first of them could not. */
  public String firstReason() {
    return Objects.requireNonNullElse(firstReason.get(), "");
  }

  private static String quoted(String value) {
    StringBuilder literal = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        literal.append('\\').append(c);
      } else if (c < ' ') {
        literal.append("\\u%04x".formatted((int) c));
      } else {
        literal.append(c);
      }
    }
    return literal.append('"').toString();
  }

  /** That the same exchanges are meant, in the same words. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Where where
        && text.equals(where.text)
        && endpoints.equals(where.endpoints);
  }

  @Override
  public int hashCode() {
    return Objects.hash(text, endpoints);
  }

  @Override
  public String toString() {
    return text;
  }
}
