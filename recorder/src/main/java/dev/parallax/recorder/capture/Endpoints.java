package dev.parallax.recorder.capture;

import dev.parallax.proto.Exchange;
import dev.parallax.recorder.endpoint.EndpointTemplates;
import dev.parallax.recorder.endpoint.LivePaths;
import dev.parallax.recorder.raw.Known;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.sanitize.Clients;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Names the endpoint of each exchange that the worker takes, learns its path, and writes the
 * templates of paths into the log, when they have changed and now and then. Confined to the
 * worker's thread.
 */
public final class Endpoints {

  private final LivePaths paths;
  private final ExchangeSanitiser sanitiser;
  private final Clients clients = new Clients(new SplittableRandom().nextLong());
  private final TemplateFeed feed;

  /**
   * @param service and recorder as in the ledger
   */
  public Endpoints(
      LivePaths paths,
      ExchangeSanitiser sanitiser,
      String service,
      String recorder,
      Clocks clocks) {
    this.paths = paths;
    this.sanitiser = sanitiser;
    this.feed = new TemplateFeed(paths, service, recorder, clocks);
  }

  /**
   * Every exchange teaches, recorded or not, but those that the service did not know: whoever tries
   * all the words of a list has none of them for an endpoint.
   *
   * @return its endpoint, as far as that may be told
   */
  String learn(RawExchange raw) {
    clients.follow(raw);
    if (Known.isDenied(raw)) {
      return look(raw).endpoint();
    }
    return paths
        .learn(
            sanitiser.method(raw),
            sanitiser.authority(raw),
            raw.request().target(),
            () -> clients.of(raw))
        .endpoint();
  }

  /** The endpoint of what is recorded: its answer teaches besides. */
  String name(RawExchange raw, Exchange recorded) {
    LivePaths.Path path = look(raw);
    if (recorded.hasResponse()) {
      path.answered(recorded.getResponse());
    }
    return path.endpoint().equals(LivePaths.UNCLASSIFIED) && isClear(recorded)
        ? byItself(recorded)
        : path.endpoint();
  }

  private LivePaths.Path look(RawExchange raw) {
    return paths.look(sanitiser.method(raw), sanitiser.authority(raw), raw.request().target());
  }

  /** Its words passed for another reason, such as that they name a method of gRPC. */
  private static boolean isClear(Exchange recorded) {
    return recorded.getSanitisation().getLeavesList().stream()
        .noneMatch(
            leaf ->
                leaf.getLocation().startsWith("request path/")
                    || leaf.getLocation().equals("request target"));
  }

  private static String byItself(Exchange recorded) {
    EndpointTemplates templates = EndpointTemplates.typedOnly();
    return templates.display(templates.endpointOf(recorded.getRequest(), recorded.getAuthority()));
  }

  /** Writes what is due. */
  void tend(LogFeed log) {
    feed.due().ifPresent(due -> due.appendTo(log));
  }

  /** Writes what has changed since it was written last. */
  void end(LogFeed log) {
    Optional<TemplateFeed.Due> last = feed.last();
    last.ifPresent(due -> due.appendTo(log));
  }
}
