package dev.parallax.comparator.report;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.RunEvent;
import dev.parallax.proto.TemplateSet;
import dev.parallax.recorder.endpoint.EndpointLearning;
import dev.parallax.recorder.endpoint.EndpointTemplates;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first reading of a run: what has to be known before anything is compared. */
final class Learning implements RunReading.Listener {

  private final EndpointLearning endpoints = new EndpointLearning();
  private @Nullable RunEvent requested;

  @Override
  public void exchange(Exchange exchange, List<Outcome> outcomes) {
    endpoints.add(exchange);
  }

  @Override
  public void run(RunEvent event) {
    if (event.hasRequested() && requested == null) {
      requested = event;
    }
  }

  @Override
  public void templates(TemplateSet templates) {
    endpoints.add(templates);
  }

  /** What the run's exchanges were chosen by goes before what can be learned of those alone. */
  EndpointTemplates templates() {
    List<TemplateSet> chosenBy =
        requested == null ? List.of() : requested.getRequested().getWhereTemplatesList();
    return chosenBy.isEmpty() ? endpoints.templates() : EndpointTemplates.of(chosenBy);
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
