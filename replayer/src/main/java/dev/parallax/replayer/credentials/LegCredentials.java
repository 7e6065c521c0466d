package dev.parallax.replayer.credentials;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Request;
import dev.parallax.recorder.hash.Hash;
import dev.parallax.recorder.session.SessionCopy;
import dev.parallax.replayer.safety.ReplayRefused;
import dev.parallax.replayer.safety.Target;
import dev.parallax.replayer.safety.TargetGuard;
import dev.parallax.replayer.send.LegClient;
import dev.parallax.replayer.send.Limits;
import dev.parallax.replayer.wire.Wire;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** The credentials of a run's legs, each leg with its own. Thread-safe. */
public final class LegCredentials implements AutoCloseable {

  /** An authorization server that answers no sooner is as good as none. */
  private static final Limits LIMITS =
      new Limits(Duration.ofSeconds(20), Duration.ofSeconds(5), 4, 1 << 20);

  private final Credentials credentials;
  private final Map<Leg, List<Held>> tokens = new EnumMap<>(Leg.class);
  private final List<LegClient> clients = new ArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  private LegCredentials(Credentials credentials) {
    this.credentials = credentials;
  }

  /** Of a run that needs none. */
  public static LegCredentials none() {
    return new LegCredentials(Credentials.none());
  }

  /**
   * Has a token for each leg and user, before anything else is sent. Blocks.
   *
   * @param guard admits the authorization server as it does a leg that is written to
   * @throws ReplayRefused if that may not be sent to
   * @throws NoCredentials if a token can't be had
   */
  public static LegCredentials open(
      Credentials credentials, List<Target> targets, TargetGuard guard, Wire wire, String runId)
      throws ReplayRefused, NoCredentials, InterruptedException {
    return open(credentials, targets, guard, wire, runId, InstantSource.system());
  }

  static LegCredentials open(
      Credentials credentials,
      List<Target> targets,
      TargetGuard guard,
      Wire wire,
      String runId,
      InstantSource clock)
      throws ReplayRefused, NoCredentials, InterruptedException {
    LegCredentials opened = new LegCredentials(credentials);
    boolean done = false;
    try {
      for (Target target : targets) {
        List<Held> held = new ArrayList<>();
        for (Issuer issuer : opened.issuers(target, guard, wire, runId, clock)) {
          held.add(new Held(issuer, clock));
        }
        opened.tokens.put(target.leg(), List.copyOf(held));
      }
      done = true;
      return opened;
    } finally {
      if (!done) {
        opened.close();
      }
    }
  }

  private List<Issuer> issuers(
      Target target, TargetGuard guard, Wire wire, String runId, InstantSource clock)
      throws ReplayRefused {
    return switch (credentials.source()) {
      case Source.None _, Source.Signed _ -> List.of();
      case Source.Users them ->
          them.users().stream()
              .<Issuer>map(user -> () -> Token.lasting(user.header(), clock.instant()))
              .toList();
      case Source.Command it -> List.of(new CommandIssuer(it.command(), target, clock));
      case Source.OAuth2 it -> {
        Target server = server(it.client(), target, guard);
        LegClient http = new LegClient(server, wire, LIMITS);
        clients.add(http);
        yield it.users().isEmpty()
            ? List.of(new OAuth2Issuer(http, server, it.client(), null, runId, clock))
            : it.users().stream()
                .<Issuer>map(
                    user -> new OAuth2Issuer(http, server, it.client(), user, runId, clock))
                .toList();
      }
    };
  }

  /**
   * Admits whoever gives credentials, and asks for nothing.
   *
   * @throws ReplayRefused if it may not be sent to
   */
  public static void admit(Credentials credentials, List<Target> targets, TargetGuard guard)
      throws ReplayRefused {
    if (credentials.source() instanceof Source.OAuth2 it) {
      for (Target target : targets) {
        var _ = server(it.client(), target, guard);
      }
    }
  }

  private static Target server(OAuth2Client client, Target target, TargetGuard guard)
      throws ReplayRefused {
    URI url = client.isOfLeg() ? URI.create(target.url() + client.tokenUrl()) : client.tokenUrl();
    return guard.admitWritten(target.leg(), url);
  }

  /** Whether a request that asks for it is sent as somebody, whatever was recorded. */
  public boolean isNamed() {
    return !tokens.values().stream().allMatch(List::isEmpty);
  }

  /**
   * The request with what says who sends it. Whatever the leg itself gave wins.
   *
   * @param exchange as it is to be sent
   * @param bound whether a header, in small letters, has a value that the leg gave
   * @throws NoCredentials if what it needs has expired, and there is no other
   */
  public Authorised authorise(Leg leg, Exchange exchange, Request request, Predicate<String> bound)
      throws NoCredentials, InterruptedException {
    Lines lines = new Lines(request);
    for (HeaderLine line : credentials.fixed()) {
      if (!bound.test(lines.small(line))) {
        lines.set(line);
      }
    }
    if (!bound.test(Lines.AUTHORIZATION)) {
      Optional<HeaderLine> line = ofSource(leg, exchange);
      line.filter(it -> !bound.test(lines.small(it))).ifPresent(lines::set);
    }
    return lines.authorised();
  }

  private Optional<HeaderLine> ofSource(Leg leg, Exchange exchange)
      throws NoCredentials, InterruptedException {
    String recorded = Lines.value(exchange.getRequest(), Lines.AUTHORIZATION);
    if (recorded.isEmpty() && !credentials.everywhere()) {
      return Optional.empty();
    }
    if (credentials.source() instanceof Source.Signed signed) {
      return signed(signed.signer(), recorded, exchange);
    }
    List<Held> held = tokens.getOrDefault(leg, List.of());
    if (held.isEmpty()) {
      return Optional.empty();
    }
    // Each copy is another user's, as long as there are as many.
    long hash = Hash.of(Hash.SEED, SessionCopy.recorded(exchange.getSession()));
    long user = Math.floorMod(hash, held.size()) + (long) SessionCopy.numberOf(exchange.getId());
    return Optional.of(held.get(Math.floorMod(user, held.size())).current());
  }

  private static Optional<HeaderLine> signed(JwtSigner signer, String recorded, Exchange exchange) {
    int blank = recorded.indexOf(' ');
    long nanos = exchange.getStartedAtNanos();
    Instant sent = Instant.EPOCH.plusNanos(nanos);
    return signer
        .signed(recorded.substring(blank + 1).strip(), sent)
        .map(
            token ->
                new HeaderLine(HeaderLine.AUTHORIZATION, recorded.substring(0, blank + 1) + token));
  }

  /** Once more changes nothing. */
  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      clients.forEach(LegClient::close);
    }
  }
}
