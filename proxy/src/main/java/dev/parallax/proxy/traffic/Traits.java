package dev.parallax.proxy.traffic;

import dev.parallax.proto.Failure;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What exchanges of one route, or of one upstream, are told apart by. On the event loop this is one
 * number, which {@link #of} reads. Names are OpenTelemetry's.
 *
 * @param method a known one, or {@code _OTHER}
 * @param scheme {@code http} or {@code https}
 * @param version {@code 1.0}, {@code 1.1} or {@code 2}; empty where it is not known
 * @param status of three digits, or {@code 5xx} where only its class was kept; empty where there
 *     was none
 * @param errorType how it failed, in the words of recorded failures, else an erroneous status;
 *     empty if all went well
 */
public record Traits(
    String method, String scheme, String version, String status, String errorType) {

  /** Who is told: an answer of 4xx is an error of who asked, so to a server it is none. */
  enum Side {
    SERVER(500),
    CLIENT(400);

    private final int leastError;

    Side(int leastError) {
      this.leastError = leastError;
    }
  }

  private static final String OTHER = "_OTHER";
  private static final List<String> METHODS =
      List.of(
          OTHER, "GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "CONNECT", "TRACE",
          "QUERY");
  private static final List<String> VERSIONS = List.of("", "1.0", "1.1", "2");

  private static final int VERSION_SHIFT = 4;
  private static final int SECURE = 1 << 6;
  private static final int STATUS_SHIFT = 7;
  private static final int ERROR_SHIFT = 17;
  private static final int OTHER_ERROR = 31;

  /** What a proxy answers by itself that is no client's doing. */
  private static final Set<Integer> OWN_FAULTS = Set.of(500, 503);

  /** How many numbers there are of method, version and scheme alone. */
  static final int REQUESTS = 1 << STATUS_SHIFT;

  /** The number of a request, for {@link #code}; below {@link #REQUESTS}. */
  static int request(String method, HttpVersion version, String scheme) {
    return methodIndex(method)
        | (versionIndex(version) << VERSION_SHIFT)
        | (scheme.equals("https") ? SECURE : 0);
  }

  /** The same request in another version. */
  static int withVersion(int request, @Nullable HttpVersion version) {
    int unversioned = request & ~(3 << VERSION_SHIFT);
    return version == null ? unversioned : unversioned | (versionIndex(version) << VERSION_SHIFT);
  }

  /**
   * @param status 0 for none
   * @param failure null for none
   */
  static int code(int request, int status, Failure.@Nullable Kind failure) {
    int known = status >= 100 && status <= 999 ? status : 0;
    return request
        | (known << STATUS_SHIFT)
        | (failure == null ? 0 : failure.getNumber() << ERROR_SHIFT);
  }

  /**
   * What is counted in place of a code that there is no room for: how the exchange went, of which
   * there are some ten ways. Alerts look at that.
   */
  static int overflow(int code) {
    int status = status(code);
    Failure.@Nullable Kind failure = Failure.Kind.forNumber(code >> ERROR_SHIFT);
    return switch (failure) {
      case KIND_UNSPECIFIED -> (status / 100) << STATUS_SHIFT;
      case CLIENT_ABORTED -> code(0, 0, failure);
      case REFUSED -> code(0, OWN_FAULTS.contains(status) ? status : 0, failure);
      case null, default -> OTHER_ERROR << ERROR_SHIFT;
    };
  }

  static Traits of(int code, Side side) {
    int status = status(code);
    return new Traits(
        METHODS.get(code & 15),
        (code & SECURE) == 0 ? "http" : "https",
        VERSIONS.get((code >> VERSION_SHIFT) & 3),
        statusLabel(status),
        errorType(code >> ERROR_SHIFT, status, side));
  }

  private static String errorType(int error, int status, Side side) {
    if (error == OTHER_ERROR) {
      return OTHER;
    }
    if (error != 0) {
      return Failure.Kind.forNumber(error).name().toLowerCase(Locale.ROOT);
    }
    int least = isClass(status) ? 100 * status : status;
    return least >= side.leastError ? statusLabel(status) : "";
  }

  private static int status(int code) {
    return (code >> STATUS_SHIFT) & 1023;
  }

  private static String statusLabel(int status) {
    return status == 0 ? "" : isClass(status) ? status + "xx" : Integer.toString(status);
  }

  /** Whether it is the first digit alone. */
  private static boolean isClass(int status) {
    return status < 10;
  }

  private static int methodIndex(String method) {
    return switch (method) {
      case "GET" -> 1;
      case "POST" -> 2;
      case "PUT" -> 3;
      case "DELETE" -> 4;
      case "HEAD" -> 5;
      case "OPTIONS" -> 6;
      case "PATCH" -> 7;
      case "CONNECT" -> 8;
      case "TRACE" -> 9;
      case "QUERY" -> 10;
      default -> 0;
    };
  }

  private static int versionIndex(HttpVersion version) {
    return version.majorVersion() >= 2 ? 3 : version.minorVersion() == 0 ? 1 : 2;
  }
}
