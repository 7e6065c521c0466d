package dev.parallax.cli.config;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How settings are written, and what they mean. */
public final class Values {

  private static final Pattern QUANTITY = Pattern.compile("(\\d+)\\s*([A-Za-z]*)");

  private Values() {}

  /** A number of bytes. */
  public record ByteSize(long bytes) {

    static ByteSize parse(String text) {
      Matcher matcher = quantity(text, "a size such as 1MiB, 512KiB or 65536");
      long unit =
          switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
            case "", "b" -> 1;
            case "k", "kib" -> 1L << 10;
            case "m", "mib" -> 1L << 20;
            case "g", "gib" -> 1L << 30;
            default -> throw invalid(text, "a size such as 1MiB, 512KiB or 65536");
          };
      return new ByteSize(Math.multiplyExact(Long.parseLong(matcher.group(1)), unit));
    }
  }

  /** {@code 500ms}, {@code 30s}, {@code 2m}, {@code 1h}. */
  public static final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      String expected = "a duration such as 500ms, 30s, 2m or 1h";
      Matcher matcher = quantity(text, expected);
      long amount = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
        case "ms" -> Duration.ofMillis(amount);
        case "s" -> Duration.ofSeconds(amount);
        case "m" -> Duration.ofMinutes(amount);
        case "h" -> Duration.ofHours(amount);
        default -> throw invalid(text, expected);
      };
    }
  }

  /** {@code 1MiB}, {@code 512KiB}, {@code 65536}. */
  public static final class ByteSizeConverter implements ITypeConverter<ByteSize> {
    @Override
    public ByteSize convert(String text) {
      try {
        return ByteSize.parse(text);
      } catch (ArithmeticException e) {
        throw invalid(text, "a size below 8 EiB");
      }
    }
  }

  /** {@code HOST:PORT}, {@code :PORT} for all interfaces, {@code [::1]:PORT}. */
  public static final class AddressConverter implements ITypeConverter<InetSocketAddress> {
    @Override
    public InetSocketAddress convert(String text) {
      int colon = text.lastIndexOf(':');
      try {
        int port = Integer.parseInt(text.substring(colon + 1));
        String host = text.substring(0, Math.max(colon, 0)).replaceAll("^\\[|]$", "");
        if (colon < 0 || port < 0 || port > 65_535) {
          throw invalid(text, "HOST:PORT");
        }
        return host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
      } catch (NumberFormatException e) {
        throw invalid(text, "HOST:PORT");
      }
    }
  }

  /** {@code http://HOST[:PORT][/BASE]}, or https. */
  public static final class TargetConverter implements ITypeConverter<URI> {
    @Override
    public URI convert(String text) {
      String expected = "a URL such as http://127.0.0.1:8000";
      try {
        URI uri = new URI(text);
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http || uri.getHost() == null || uri.getUserInfo() != null || uri.getQuery() != null) {
          throw invalid(masked(text), expected);
        }
        return uri;
      } catch (URISyntaxException e) {
        throw invalid(masked(text), expected);
      }
    }
  }

  /** A URL without the credentials that it should not have held. */
  public static String masked(String url) {
    return url.replaceAll("//[^/@]*@", "//********@");
  }

  private static Matcher quantity(String text, String expected) {
    Matcher matcher = QUANTITY.matcher(text.strip());
    if (!matcher.matches() || matcher.group(1).length() > 18) {
      throw invalid(text, expected);
    }
    return matcher;
  }

  private static TypeConversionException invalid(String text, String expected) {
    return new TypeConversionException("'%s' (expected: %s)".formatted(text, expected));
  }
}
