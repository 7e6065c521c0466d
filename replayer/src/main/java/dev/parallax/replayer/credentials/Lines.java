package dev.parallax.replayer.credentials;

import dev.parallax.proto.Header;
import dev.parallax.proto.Request;
import dev.parallax.replayer.wire.TargetProtocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The header lines of a request while credentials are set. Confined to one thread. */
final class Lines {

  static final String AUTHORIZATION = "authorization";

  /** Stands for a secret where nothing was recorded in its place. */
  private static final String MASK = "********";

  private final Request request;
  private final List<Header> headers;
  private final Map<String, String> secrets = new HashMap<>();

  Lines(Request request) {
    this.request = request;
    this.headers = new ArrayList<>(request.getHeadersList());
  }

  /** Of the first header of that name; empty for none. */
  static String value(Request request, String name) {
    return request.getHeadersList().stream()
        .filter(header -> header.getName().equalsIgnoreCase(name))
        .map(Header::getValue)
        .findFirst()
        .orElse("");
  }

  String small(HeaderLine line) {
    return line.name().toLowerCase(Locale.ROOT);
  }

  /** In the place of all lines of its name. */
  void set(HeaderLine line) {
    String name = request.getProtocol().equals(TargetProtocol.HTTP_2) ? small(line) : line.name();
    Header set = Header.newBuilder().setName(name).setValue(line.value()).build();
    conceal(line.value(), value(request, name));
    int at = 0;
    while (at < headers.size() && !headers.get(at).getName().equalsIgnoreCase(name)) {
      at++;
    }
    headers.removeIf(header -> header.getName().equalsIgnoreCase(name));
    headers.add(Math.min(at, headers.size()), set);
  }

  /** The whole, and what stands behind its scheme. */
  private void conceal(String secret, String recorded) {
    secrets.put(secret, recorded.isEmpty() ? MASK : recorded);
    int blank = secret.indexOf(' ');
    if (blank > 0) {
      String rest = recorded.substring(recorded.indexOf(' ') + 1);
      secrets.put(secret.substring(blank + 1).strip(), rest.isEmpty() ? MASK : rest);
    }
  }

  Authorised authorised() {
    return new Authorised(
        secrets.isEmpty()
            ? request
            : request.toBuilder().clearHeaders().addAllHeaders(headers).build(),
        secrets);
  }
}
