package dev.parallax.cli.command;

import dev.parallax.proto.Exchange;
import dev.parallax.replayer.correlate.Binding;
import dev.parallax.replayer.correlate.Correlation;
import dev.parallax.replayer.source.Exchanges;
import dev.parallax.replayer.source.SourceExchange;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Prints what was found that requests take from the answers before them; sends nothing. */
final class BindingsList {

  /** Exchanges that are still called by their numbers. */
  private static final int MAX_NAMED = 100_000;

  private final PrintWriter out;
  private final Map<String, String> names =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MAX_NAMED;
        }
      };
  private long read;
  private long bindings;
  private long bound;

  BindingsList(PrintWriter out) {
    this.out = out;
  }

  /**
   * One line for each binding, then what there was of them.
   *
   * @param correlation that counts
   */
  void print(LogSource from, Correlation correlation) throws IOException {
    try (Exchanges exchanges = Exchanges.open(from::open, from.selection().window())) {
      for (SourceExchange next = exchanges.next(); next != null; next = exchanges.next()) {
        print(next.exchange(), correlation);
      }
    }
    out.printf(
        "%d bindings in %d of %d exchanges; not taken: %s%n",
        bindings, bound, read, correlation.decoys());
    if (correlation.forgotten() > 0) {
      out.printf("%d sessions and values were forgotten: too many%n", correlation.forgotten());
    }
    out.flush();
  }

  private void print(Exchange exchange, Correlation correlation) {
    read++;
    String name =
        "%d %s %s"
            .formatted(read, exchange.getRequest().getMethod(), exchange.getRequest().getTarget());
    names.put(exchange.getId(), name);
    var all = correlation.read(exchange, true).all();
    bindings += all.size();
    bound += all.isEmpty() ? 0 : 1;
    for (Binding binding : all) {
      out.println(
          Printable.text(
              "request %s %s <- response %s %s (score %.0f: %s)"
                  .formatted(
                      name,
                      binding.place(),
                      names.getOrDefault(binding.giver(), binding.giver()),
                      binding.given(),
                      binding.score(),
                      binding.why())));
    }
  }
}
