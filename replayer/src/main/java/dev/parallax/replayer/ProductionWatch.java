package dev.parallax.replayer;

import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.recorder.log.Damage;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.log.Position;
import dev.parallax.replayer.safety.ReplayRefused;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sees what production served in the very exchanges that are about to be sent, and refuses a run
 * whose targets are among it: the lists in a request are no more than whoever wrote it says.
 * Confined to the reading thread.
 */
final class ProductionWatch implements EventReader {

  private final EventReader reader;
  private final ReplaySettings settings;
  private final Set<String> served = new HashSet<>();
  private final Set<String> upstreams = new HashSet<>();

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
    boolean fresh = served.add(exchange.getAuthority());
    fresh |= upstreams.add(exchange.getDeployment().getUpstream());
    if (fresh) {
      try {
        Admission admission = Admission.of(settings, served, upstreams);
        admission.targets().admit(admission.guard());
      } catch (ReplayRefused e) {
        throw new TargetsRefused(e);
      }
    }
  }

  @Override
  public Optional<Position> position() {
    return reader.position();
  }

  @Override
  public Optional<? extends Damage> damage() {
    return reader.damage();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
