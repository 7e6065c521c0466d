package dev.parallax.recorder.where;

import dev.cel.runtime.CelVariableResolver;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Request;
import dev.parallax.proto.Response;
import dev.parallax.recorder.endpoint.EndpointTemplates;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One exchange, as expressions see it: what is not asked for is not made. */
final class ExchangeView implements CelVariableResolver {

  private final Exchange exchange;
  private final EndpointTemplates templates;

  ExchangeView(Exchange exchange, EndpointTemplates templates) {
    this.exchange = exchange;
    this.templates = templates;
  }

  @Override
  public Optional<Object> find(String name) {
    return switch (name) {
      case "request" -> Optional.of(new Message(Language.REQUEST, this::request));
      case "response" -> Optional.of(new Message(Language.RESPONSE, this::response));
      case "startedAt" -> Optional.of(Instant.ofEpochSecond(0, exchange.getStartedAtNanos()));
      case "duration" -> Optional.of(Duration.ofNanos(exchange.getTimings().getLastByteNanos()));
      default -> Optional.of(text(name));
    };
  }

  /** What is a text of the exchange itself. */
  String text(String name) {
    return switch (name) {
      case Language.ID -> exchange.getId();
      case Language.SESSION -> exchange.getSession();
      case Language.ENDPOINT -> endpoint();
      case "service" -> exchange.getService();
      case "failure" -> exchange.hasFailure() ? exchange.getFailure().getKind().name() : "";
      default -> throw new IllegalArgumentException(name);
    };
  }

  private String endpoint() {
    return templates.display(templates.endpointOf(exchange.getRequest(), exchange.getAuthority()));
  }

  private Object request(String field) {
    Request request = exchange.getRequest();
    return switch (field) {
      case "method" -> request.getMethod();
      case "target" -> request.getTarget();
      case "path" -> Texts.path(request.getTarget());
      case "query" -> Texts.query(request.getTarget());
      case "headers" -> Texts.headers(request.getHeadersList());
      case "body" -> BodyValue.of(request.getBody());
      default -> throw new IllegalArgumentException(field);
    };
  }

  private Object response(String field) {
    Response response = exchange.getResponse();
    return switch (field) {
      case "status" -> (long) response.getStatus();
      case "headers" -> Texts.headers(response.getHeadersList());
      case "trailers" -> Texts.headers(response.getTrailersList());
      case "body" -> BodyValue.of(response.getBody());
      default -> throw new IllegalArgumentException(field);
    };
  }
}
