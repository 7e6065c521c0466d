package dev.parallax.comparator.report;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.RunEvent;
import dev.parallax.recorder.endpoint.EndpointTemplates;
import dev.parallax.recorder.endpoint.TemplateMiner;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first reading of a run: what has to be known before anything is compared. */
final class Learning implements RunReading.Listener {

  private final TemplateMiner miner = new TemplateMiner();
  private @Nullable RunEvent requested;

  @Override
  public void exchange(Exchange exchange, List<Outcome> outcomes) {
    miner.learn(exchange);
  }

  @Override
  public void run(RunEvent event) {
    if (event.hasRequested() && requested == null) {
      requested = event;
    }
  }

  EndpointTemplates templates() {
    return EndpointTemplates.of(miner.templateSet("", 1));
  }

  /**
   * @throws IOException if nothing says how the run was requested
   */
  RunEvent requested() throws IOException {
    if (requested == null) {
      throw new NoRunFile("no run file: no event in it says how a run was requested");
    }
    return requested;
  }
}
