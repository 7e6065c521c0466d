package dev.parallax.replayer;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Header;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Request;
import dev.parallax.replayer.credentials.Authorised;
import dev.parallax.replayer.credentials.LegCredentials;
import dev.parallax.replayer.credentials.NoCredentials;
import dev.parallax.replayer.plan.Arm;
import dev.parallax.replayer.plan.Script;
import dev.parallax.replayer.protect.Protector;
import dev.parallax.replayer.renew.Renewal;
import dev.parallax.replayer.renew.Renewed;
import dev.parallax.replayer.safety.Target;
import dev.parallax.replayer.send.Attempt;
import dev.parallax.replayer.send.LegClient;
import dev.parallax.replayer.send.Limits;
import dev.parallax.replayer.send.StagingRequest;
import dev.parallax.replayer.wire.Wire;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The legs of a run, and how many exchanges may be under way at them. Thread-safe. */
final class Legs implements AutoCloseable {

  private record Open(Target target, LegClient client) {}

  private final Map<Leg, Open> legs = new EnumMap<>(Leg.class);
  private final InFlight inFlight;
  private final Protector protector;
  private final Wire wire;
  private final String runId;
  private final Staging staging;
  private final LegCredentials credentials;

  /**
   * @param credentials closed with it
   */
  Legs(List<Target> targets, ReplaySettings settings, LegCredentials credentials) {
    this.credentials = credentials;
    Limits limits = settings.limits();
    this.inFlight = new InFlight(limits.maxInFlight());
    this.wire = settings.targets().wire();
    this.runId = settings.runId();
    this.staging = settings.staging();
    targets.forEach(
        target -> legs.put(target.leg(), new Open(target, new LegClient(target, wire, limits))));
    this.protector = new Protector(limits.protection(), names(targets), limits.maxInFlight());
  }

  private static Map<Leg, String> names(List<Target> targets) {
    return targets.stream().collect(Collectors.toMap(Target::leg, Target::toString));
  }

  /** Of which an exchange takes one place, and releases it at the end. */
  InFlight inFlight() {
    return inFlight;
  }

  /** Lets exchanges in, and gives each of their attempts its turn. */
  Protector protector() {
    return protector;
  }

  /** What all attempts at a leg have in common. */
  Request request(Leg leg, Exchange recorded) {
    Target target = open(leg).target();
    Exchange own = staging.rewrites().apply(StagingRequest.addressed(recorded, target));
    Request sent = StagingRequest.of(own, target, wire.protocol(), runId);
    return staging.rewrites().withHost(recorded.getRequest(), sent);
  }

  /**
   * The same, and whom it is for: HTTP/2 does not say so in a header, and an answer may repeat it.
   */
  Request addressed(Leg leg, Request request) {
    boolean named =
        request.getHeadersList().stream().anyMatch(it -> it.getName().equalsIgnoreCase("host"));
    return named
        ? request
        : request.toBuilder()
            .addHeaders(
                Header.newBuilder().setName("host").setValue(open(leg).target().authority()))
            .build();
  }

  /**
   * @param request that was made of the exchange for the arm's leg
   */
  Renewed renewed(Arm arm, Exchange exchange, Request request) {
    return new Renewal(runId).renew(arm, exchange, request);
  }

  /**
   * As whom it is sent. Blocks where a token has expired.
   *
   * @param bound whether a header has a value that the leg gave
   * @throws NoCredentials if there is no other
   */
  Authorised authorised(Leg leg, Exchange exchange, Request request, Predicate<String> bound)
      throws NoCredentials, InterruptedException {
    return credentials.authorise(leg, exchange, request, bound);
  }

  Attempt send(Leg leg, Request request, Script script) {
    return open(leg).client().send(request, script);
  }

  @Override
  public void close() {
    legs.values().forEach(leg -> leg.client().close());
    credentials.close();
  }

  private Open open(Leg leg) {
    return Objects.requireNonNull(legs.get(leg), "a planned leg is open");
  }
}
