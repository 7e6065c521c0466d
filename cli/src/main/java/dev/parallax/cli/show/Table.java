package dev.parallax.cli.show;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Failure;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** One line an exchange: when (UTC), how long, what came, why it was kept, what was asked. */
public final class Table implements ExchangeWriter {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String ROW = "%-23s  %-18s  %10s  %-16s  %10s  %-7s  %s%n";

  private final PrintWriter out;
  private boolean headed;

  public Table(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void write(Exchange exchange) {
    if (!headed) {
      headed = true;
      out.printf(ROW, "started (UTC)", "session", "took", "answer", "bytes", "kept", "request");
    }
    Instant started = JsonLines.instant(exchange.getStartedAtNanos());
    out.printf(
        ROW,
        TIME.format(started),
        exchange.getSession(),
        took(exchange.getTimings().getLastByteNanos()),
        answer(exchange),
        exchange.hasResponse() ? exchange.getResponse().getBody().getLength() : "-",
        exchange.getSelection().getReason(),
        exchange.getRequest().getMethod() + " " + exchange.getRequest().getTarget());
  }

  @Override
  public void close() {
    out.flush();
  }

  private static String took(long nanos) {
    return "%.1f ms".formatted(nanos / 1e6);
  }

  private static String answer(Exchange exchange) {
    if (!exchange.hasFailure()) {
      return Integer.toString(exchange.getResponse().getStatus());
    }
    Failure.Kind kind = exchange.getFailure().getKind();
    String failure =
        kind == Failure.Kind.KIND_UNSPECIFIED ? "no answer" : kind.name().toLowerCase(Locale.ROOT);
    return exchange.hasResponse() ? exchange.getResponse().getStatus() + " " + failure : failure;
  }
}
