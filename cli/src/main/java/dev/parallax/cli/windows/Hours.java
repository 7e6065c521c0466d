package dev.parallax.cli.windows;

import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Failure;
import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.recorder.ledger.LedgerFold;
import dev.parallax.recorder.sample.Totals;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Folds exchanges and the ledger into hours. A ledger entry counts in the hour in which its period
 * ends: periods are seconds.
 */
public final class Hours {

  private record Key(Instant start, String service) {}

  private static final class Sums {
    private long exchanges;
    private long errors;
    private long bytes;
    private long seen;
    private final Map<Fate, Long> notCaptured = new EnumMap<>(Fate.class);
    private final Totals ofExchanges = new Totals();
    private final Totals ofErrors = new Totals();
    private final Totals ofBytes = new Totals();

    Sums copy() {
      Sums copy = new Sums();
      copy.exchanges = exchanges;
      copy.errors = errors;
      copy.bytes = bytes;
      copy.ofExchanges.merge(ofExchanges);
      copy.ofErrors.merge(ofErrors);
      copy.ofBytes.merge(ofBytes);
      return copy;
    }
  }

  private final Map<Key, Sums> recorded = new HashMap<>();
  private final LedgerFold ledger = new LedgerFold();

  public void add(Event event) {
    if (event.hasExchange()) {
      add(event.getExchange());
    } else if (event.hasLedger()) {
      ledger.add(event.getLedger());
    }
  }

  private void add(Exchange exchange) {
    Sums hour = hour(exchange.getStartedAtNanos(), exchange.getService(), recorded);
    int errors = isError(exchange) ? 1 : 0;
    long bytes =
        exchange.getRequest().getBody().getLength() + exchange.getResponse().getBody().getLength();
    hour.exchanges++;
    hour.errors += errors;
    hour.bytes += bytes;
    hour.ofExchanges.add(exchange, 1);
    hour.ofErrors.add(exchange, errors);
    hour.ofBytes.add(exchange, (double) bytes);
  }

  /** A client that left is no error of the service. */
  private static boolean isError(Exchange exchange) {
    boolean failed =
        exchange.hasFailure() && exchange.getFailure().getKind() != Failure.Kind.CLIENT_ABORTED;
    return failed || exchange.getResponse().getStatus() >= 500;
  }

  private static void add(LedgerFold.Counted entry, Map<Key, Sums> hours) {
    Sums hour = hour(entry.toNanos(), entry.service(), hours);
    entry
        .exchanges()
        .forEach(
            (fate, exchanges) -> {
              hour.seen += exchanges;
              if (fate != Fate.CAPTURED) {
                hour.notCaptured.merge(fate, exchanges, Long::sum);
              }
            });
  }

  private static Sums hour(long nanos, String service, Map<Key, Sums> hours) {
    Instant start = Instant.ofEpochSecond(0, nanos).truncatedTo(ChronoUnit.HOURS);
    return hours.computeIfAbsent(new Key(start, service), _ -> new Sums());
  }

  /** By time, then by service. */
  public List<Hour> hours() {
    Map<Key, Sums> hours = new HashMap<>();
    recorded.forEach((key, sums) -> hours.put(key, sums.copy()));
    ledger.entries().forEach(entry -> add(entry, hours));
    return hours.entrySet().stream()
        .map(
            hour -> {
              Sums sums = hour.getValue();
              return new Hour(
                  hour.getKey().start(),
                  hour.getKey().service(),
                  sums.exchanges,
                  sums.errors,
                  sums.bytes,
                  sums.seen,
                  sums.notCaptured,
                  new Traffic(
                      sums.ofExchanges.estimate(),
                      sums.ofErrors.estimate(),
                      sums.ofBytes.estimate()));
            })
        .sorted(Hour.BY_TIME)
        .toList();
  }
}
