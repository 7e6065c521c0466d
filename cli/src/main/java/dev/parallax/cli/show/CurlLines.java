package dev.parallax.cli.show;

import com.google.protobuf.ByteString;
import dev.parallax.proto.Body;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Header;
import dev.parallax.proto.Request;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One command an exchange, which sends its request once more when it is pasted: a line that names
 * it, and the command. What is not whole, or no request for curl, is a comment that says why.
 *
 * <p>What belongs to a connection goes, and so do lengths and the body's content coding, which was
 * removed when it was recorded. No header is added that was not recorded.
 */
public final class CurlLines implements ExchangeWriter {

  private static final Set<String> DROPPED =
      Set.of(
          "connection",
          "content-encoding",
          "content-length",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /** An argument may be 128 KiB long on Linux, but for those of commands that are built in. */
  private static final int MAX_ARGUMENT_BYTES = 64 << 10;

  /** What curl adds by itself, and does not where it is told of them without a value. */
  private static final List<String> ADDED = List.of("Accept", "User-Agent");

  private final PrintWriter out;
  private final @Nullable URI at;

  /**
   * @param at scheme, host and base path to send to; null for where production was
   */
  public CurlLines(PrintWriter out, @Nullable URI at) {
    this.out = out;
    this.at = at;
  }

  @Override
  public void write(Exchange exchange) {
    comment(exchange.getId() + ", " + JsonLines.instant(exchange.getStartedAtNanos()));
    String why = whyNot(exchange);
    if (why.isEmpty()) {
      out.println(command(exchange));
    } else {
      comment(why);
    }
  }

  /** One line, whatever is in it: what comes behind a line end would be run. */
  private void comment(String text) {
    out.println("# " + text.replaceAll("\\p{Cntrl}", "?"));
  }

  @Override
  public void close() {
    out.flush();
  }

  private static String whyNot(Exchange exchange) {
    Request request = exchange.getRequest();
    if (request.getMethod().equals("CONNECT") || !request.getTarget().startsWith("/")) {
      return "no command: its target is not a path";
    }
    if (!isWellFormed(request) || hasControl(exchange.getAuthority())) {
      return "no command: its method, target or headers are not HTTP";
    }
    Body body = request.getBody();
    if (body.getExtent() == Body.Extent.EXTENT_MESSAGES) {
      return "no command: it is a stream of messages";
    }
    boolean whole =
        !body.getTruncated()
            && (body.getExtent() == Body.Extent.EXTENT_WHOLE || body.getLength() == 0);
    String because = body.getReducedBecause();
    return whole
        ? ""
        : "not whole: %s%s"
            .formatted(
                request.getMethod() + " with a body of %d bytes".formatted(body.getLength()),
                because.isEmpty() ? ", of which a part was recorded" : ": " + because);
  }

  /** To curl, a header that begins with an at sign is a file to read. */
  private static boolean isWellFormed(Request request) {
    return isToken(request.getMethod())
        && request.getTarget().chars().noneMatch(c -> c <= ' ' || c == 0x7f || c == '#')
        && request.getHeadersList().stream()
            .filter(header -> !header.getName().startsWith(":"))
            .allMatch(header -> isToken(header.getName()) && !hasControl(header.getValue()));
  }

  private static boolean isToken(String text) {
    return !text.isEmpty()
        && text.chars().allMatch(c -> c > ' ' && c < 0x7f && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0);
  }

  private static boolean hasControl(String text) {
    return text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t');
  }

  private String command(Exchange exchange) {
    Request request = exchange.getRequest();
    ByteString content = request.getBody().getContent();
    StringBuilder line = new StringBuilder();
    String url = url(exchange);
    boolean piped = content.size() > MAX_ARGUMENT_BYTES || !ShellWord.canHold(content);
    if (piped) {
      line.append(ShellWord.printing(content)).append(" | ");
    }
    // Brackets and braces of a URL are no patterns, and dots in it stay.
    line.append("curl --globoff --path-as-is");
    boolean http2 = request.getProtocol().startsWith("HTTP/2") && url.startsWith("https:");
    line.append(http2 ? " --http2" : " --http1.1");
    line.append(method(request.getMethod(), !content.isEmpty()));
    headers(request, line);
    if (piped) {
      line.append(" --data-binary @-");
    } else if (!content.isEmpty()) {
      line.append(" --data-raw ").append(ShellWord.of(content.toStringUtf8()));
    }
    return line.append(' ').append(ShellWord.of(url)).toString();
  }

  private static String method(String method, boolean body) {
    return switch (method) {
      case "HEAD" -> body ? " --request HEAD" : " --head";
      case "GET" -> body ? " --request GET" : "";
      default -> " --request " + ShellWord.of(method);
    };
  }

  private static void headers(Request request, StringBuilder line) {
    Set<String> names = new HashSet<>();
    Set<String> ofConnection = ofConnection(request);
    boolean http2 = request.getProtocol().startsWith("HTTP/2");
    String cookies =
        request.getHeadersList().stream()
            .filter(header -> http2 && header.getName().equalsIgnoreCase("cookie"))
            .map(Header::getValue)
            .collect(Collectors.joining("; "));
    for (Header header : request.getHeadersList()) {
      String name = header.getName().toLowerCase(Locale.ROOT);
      boolean again = !names.add(name);
      if (DROPPED.contains(name) || ofConnection.contains(name) || name.startsWith(":")) {
        continue;
      }
      if (name.equals("cookie") && http2) {
        // There they may come in several lines, which are one elsewhere.
        if (!again) {
          header(header.getName(), cookies, line);
        }
      } else {
        header(header.getName(), header.getValue(), line);
      }
    }
    for (String added : ADDED) {
      if (!names.contains(added.toLowerCase(Locale.ROOT))) {
        line.append(" --header ").append(ShellWord.of(added + ":"));
      }
    }
    if (names.contains("accept-encoding")) {
      line.append(" --compressed");
    }
    boolean typed = names.contains("content-type");
    if (!typed && !request.getBody().getContent().isEmpty()) {
      line.append(" --header 'Content-Type:'");
    }
  }

  /** To curl, a header without a value is one to leave out, unless a semicolon ends it. */
  private static void header(String name, String value, StringBuilder line) {
    line.append(" --header ")
        .append(ShellWord.of(value.isEmpty() ? name + ";" : name + ": " + value));
  }

  private static Set<String> ofConnection(Request request) {
    return request.getHeadersList().stream()
        .filter(header -> header.getName().equalsIgnoreCase("connection"))
        .flatMap(header -> Arrays.stream(header.getValue().split(",", -1)))
        .map(option -> option.strip().toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  /** A base path stands before the target. */
  private String url(Exchange exchange) {
    String target = exchange.getRequest().getTarget();
    if (at == null) {
      return exchange.getScheme() + "://" + exchange.getAuthority() + target;
    }
    String base = at.toString();
    return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + target;
  }
}
