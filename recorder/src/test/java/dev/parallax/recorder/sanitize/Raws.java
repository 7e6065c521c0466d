package dev.parallax.recorder.sanitize;

import dev.parallax.proto.Deployment;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Selection;
import dev.parallax.proto.Timings;
import dev.parallax.recorder.raw.RawBody;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.raw.RawHeader;
import dev.parallax.recorder.raw.RawRequest;
import dev.parallax.recorder.raw.RawResponse;
import dev.parallax.recorder.raw.RawRoute;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Exchanges for tests, and the sanitiser that most of them use. */
final class Raws {

  static final PseudonymKey KEY =
      PseudonymKey.of("a key for tests only, 32 bytes..".getBytes(StandardCharsets.UTF_8));

  static final Sanitiser STRICT = new Sanitiser(SanitisePolicy.strict(), KEY);

  static final Sanitiser DETECT = new Sanitiser(SanitisePolicy.detect(), KEY);

  static final Provenance PROVENANCE =
      new Provenance("shop", Deployment.getDefaultInstance(), Selection.getDefaultInstance());

  private String method = "GET";
  private String target = "/";
  private String authority = "shop.example";
  private String peer = "203.0.113.9";
  private RawBody requestBody = RawBody.none();
  private RawBody responseBody = RawBody.none();
  private final List<RawHeader> requestHeaders = new ArrayList<>();
  private final List<RawHeader> responseHeaders = new ArrayList<>();
  private final List<RawHeader> responseTrailers = new ArrayList<>();

  static Raws get(String target) {
    Raws raws = new Raws();
    raws.target = target;
    return raws;
  }

  Raws method(String name) {
    method = name;
    return this;
  }

  Raws authority(String name) {
    authority = name;
    return this;
  }

  /** The address of who connected. */
  Raws from(String address) {
    peer = address;
    return this;
  }

  Raws asking(String name, String value) {
    requestHeaders.add(new RawHeader(name, value));
    return this;
  }

  Raws answering(String name, String value) {
    responseHeaders.add(new RawHeader(name, value));
    return this;
  }

  Raws trailing(String name, String value) {
    responseTrailers.add(new RawHeader(name, value));
    return this;
  }

  Raws sending(String contentType, String body) {
    requestBody = RawBody.whole(bytes(body));
    return asking("Content-Type", contentType);
  }

  Raws returning(String contentType, String body) {
    return returning(contentType, RawBody.whole(bytes(body)));
  }

  Raws returning(String contentType, RawBody body) {
    responseBody = body;
    return answering("Content-Type", contentType);
  }

  Raws returningUntyped(byte[] body) {
    responseBody = RawBody.whole(body);
    return this;
  }

  RawResponse response() {
    return new RawResponse(200, "OK", "HTTP/1.1", responseHeaders, responseBody, responseTrailers);
  }

  RawExchange raw() {
    return new RawExchange(
        "0190a1b2-0000-7000-8000-000000000000",
        Instant.EPOCH,
        "http",
        authority,
        peer,
        new RawRequest(method, target, "HTTP/1.1", requestHeaders, requestBody, List.of()),
        response(),
        null,
        Timings.getDefaultInstance(),
        new RawRoute("shop:80", 1));
  }

  Exchange strict() {
    return by(STRICT);
  }

  Exchange by(Sanitiser sanitiser) {
    return sanitiser.exchange(raw(), PROVENANCE).event();
  }

  static String header(Exchange exchange, String name) {
    return Stream.concat(
            exchange.getRequest().getHeadersList().stream(),
            exchange.getResponse().getHeadersList().stream())
        .filter(header -> header.getName().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  static String responseBody(Exchange exchange) {
    return exchange.getResponse().getBody().getContent().toStringUtf8();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
