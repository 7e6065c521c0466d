package dev.parallax.replayer;

import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.recorder.log.DerivedReader;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.replayer.safety.ReplayRefused;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sees what production served in the very exchanges that are about to be sent, and refuses a run
 * whose targets are among it: the lists in a request are no more than whoever wrote it says.
 * Confined to the reading thread.
 */
final class ProductionWatch implements DerivedReader {

  private static final int MAX_CLEARED = 10_000;

  /** What an exchange says of production: whom the client asked, and who was asked behind. */
  private record Production(String served, String upstream, List<String> others) {

    Set<String> upstreams() {
      Set<String> all = new HashSet<>(others);
      all.add(upstream);
      return all;
    }
  }

  private final EventReader reader;
  private final ReplaySettings settings;
  private final Set<Production> cleared = new HashSet<>();

  ProductionWatch(EventReader reader, ReplaySettings settings) {
    this.reader = reader;
    this.settings = settings;
  }

  @Override
  public @Nullable Event next() throws IOException {
    Event event = reader.next();
    if (event != null && event.hasExchange()) {
      see(event.getExchange());
    }
    return event;
  }

  private void see(Exchange exchange) throws TargetsRefused {
    Production production =
        new Production(
            exchange.getAuthority(),
            exchange.getDeployment().getUpstream(),
            exchange.getDeployment().getUpstreamsList());
    if (!cleared.contains(production)) {
      clear(production);
    }
  }

  private void clear(Production production) throws TargetsRefused {
    try {
      Admission admission =
          Admission.of(settings, Set.of(production.served()), production.upstreams());
      var _ = admission.admit();
    } catch (ReplayRefused e) {
      throw new TargetsRefused(e);
    }
    // Clients name what host they like: what is forgotten is looked at again.
    if (cleared.size() == MAX_CLEARED) {
      cleared.clear();
    }
    cleared.add(production);
  }

  @Override
  public EventReader origin() {
    return reader;
  }
}
