package dev.parallax.replayer.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.ByteString;
import dev.parallax.proto.Body;
import dev.parallax.proto.Header;
import dev.parallax.proto.Request;
import dev.parallax.recorder.raw.RawResponse;
import dev.parallax.replayer.safety.Target;
import dev.parallax.replayer.send.Answer;
import dev.parallax.replayer.send.LegClient;
import dev.parallax.replayer.send.StagingRequest;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks an authorization server for a token (RFC 6749, sections 4.3 and 4.4). The client shows
 * itself by Basic (section 2.3.1), or by its id alone if it has no secret.
 *
 * @param http to the server
 * @param server where its token endpoint is, as its base path
 * @param user who logs in; null for the client itself
 */
record OAuth2Issuer(
    LegClient http,
    Target server,
    OAuth2Client client,
    User.@Nullable ByPassword user,
    String runId,
    InstantSource clock)
    implements Issuer {

  private static final JsonFactory JSON = new JsonFactory();

  /** Of an error's code: RFC 6749, section 5.2. */
  private static final String CODE = "[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]{1,64}";

  @Override
  public Token issue() throws NoCredentials, InterruptedException {
    Instant now = clock.instant();
    return switch (http.send(request()).await()) {
      case Answer.Failed failed -> throw refused(failed.failure().getDetail());
      case Answer.Responded responded -> token(responded.response(), now);
    };
  }

  private Request request() {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", user == null ? "client_credentials" : "password");
    if (user != null) {
      form.put("username", user.name());
      form.put("password", user.password());
    }
    if (!client.scope().isEmpty()) {
      form.put("scope", client.scope());
    }
    if (client.secret().isEmpty()) {
      form.put("client_id", client.id());
    }
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + '=' + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    Request.Builder request =
        Request.newBuilder()
            .setMethod("POST")
            .setTarget(server.basePath().isEmpty() ? "/" : server.basePath())
            .setProtocol("HTTP/1.1")
            .addHeaders(header("Host", server.authority()))
            .addHeaders(header("Content-Type", "application/x-www-form-urlencoded"))
            .addHeaders(header("Accept", "application/json"))
            .addHeaders(header("Content-Length", Integer.toString(body.length())))
            .addHeaders(header(StagingRequest.RUN_HEADER, runId))
            .setBody(Body.newBuilder().setContent(ByteString.copyFromUtf8(body)));
    if (!client.secret().isEmpty()) {
      String pair = encoded(client.id()) + ':' + encoded(client.secret());
      request.addHeaders(
          header(
              HeaderLine.AUTHORIZATION,
              "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8))));
    }
    return request.build();
  }

  private Token token(RawResponse response, Instant now) throws NoCredentials {
    Map<String, String> fields = fields(response.body().content());
    String error = fields.getOrDefault("error", "");
    if (response.status() != 200) {
      throw refused(response.status() + (error.matches(CODE) ? " " + error : ""));
    }
    String token = fields.getOrDefault("access_token", "");
    if (token.isEmpty() || token.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
      throw refused("200, but without an access_token");
    }
    String type = fields.getOrDefault("token_type", "Bearer");
    if (!type.equalsIgnoreCase("Bearer")) {
      throw refused("200, but with a token that is no bearer's");
    }
    HeaderLine header = new HeaderLine(HeaderLine.AUTHORIZATION, "Bearer " + token);
    String seconds = fields.getOrDefault("expires_in", "");
    return seconds.matches("\\d{1,9}")
        ? new Token(header, now, now.plusSeconds(Long.parseLong(seconds)))
        : new Token(header, now, Jwt.parse(token).flatMap(Jwt::expires).orElse(Instant.MAX));
  }

  private NoCredentials refused(String why) {
    return new NoCredentials(
        "%s: no token%s: %s (credentials.oauth2)"
            .formatted(server, user == null ? "" : " for " + user.name(), why));
  }

  /** Those of the object that are no objects or lists. */
  private static Map<String, String> fields(byte[] json) {
    Map<String, String> fields = new LinkedHashMap<>();
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return fields;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        if (parser.nextToken().isScalarValue()) {
          fields.put(name, parser.getText());
        }
        parser.skipChildren();
      }
    } catch (IOException malformed) {
      // What was read of it counts: an error page is none.
    }
    return fields;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static Header header(String name, String value) {
    return Header.newBuilder().setName(name).setValue(value).build();
  }

  @Override
  public String toString() {
    return "OAuth2Issuer[%s]".formatted(server);
  }
}
