package dev.parallax.recorder.sanitize;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.Request;
import dev.parallax.proto.Response;
import dev.parallax.proto.Sanitisation;
import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.recorder.endpoint.LearnedWords;
import dev.parallax.recorder.endpoint.PathHints;
import dev.parallax.recorder.endpoint.WordRules;
import dev.parallax.recorder.grpc.GrpcDescriptors;
import dev.parallax.recorder.grpc.MessageJson;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.raw.RawOutcome;
import dev.parallax.recorder.raw.RawRequest;
import dev.parallax.recorder.raw.RawResponse;
import dev.parallax.recorder.recent.Recent;
import dev.parallax.recorder.sanitize.Scope.Mark;
import dev.parallax.recorder.sanitize.detect.Finder;
import dev.parallax.recorder.sanitize.pseudonym.Pseudonyms;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Replaces what is sensitive in exchanges and outcomes.
 *
 * <p>Here is the wiring, from the rule for one value ({@link ValueSanitiser}) outwards to the
 * places that hold values. Guarantees: no method throws on what was captured, however hostile;
 * equal values have equal pseudonyms wherever they stand, under one key. Safe on any thread.
 */
public final class Sanitiser {

  private static final int MAX_AUTHORITIES = 64;
  private static final int MAX_TARGETS = 1024;

  private final SanitisePolicy policy;
  private final PseudonymKey key;
  private final GrpcDescriptors descriptors;
  private final Pseudonyms pseudonyms;
  private final SessionKeys sessions;
  private final HeaderSanitiser headers;
  private final TargetSanitiser targets;
  private final AuthoritySanitiser authorities;
  private final BodySanitiser bodies;
  private final Sanitisation method;
  private final GrpcCalls calls;
  private final Recent<String, Remembered> recentAuthorities = new Recent<>(MAX_AUTHORITIES);
  private final WhileWordsPass<Recent<String, Remembered>> recentTargets;
  private final LearnedWords learned;
  private final PathSegments segments;
  private final PathHints hints;

  public Sanitiser(SanitisePolicy policy, PseudonymKey key) {
    this(policy, key, GrpcDescriptors.none());
  }

  /**
   * @param descriptors of gRPC calls, whose messages are else reduced
   */
  public Sanitiser(SanitisePolicy policy, PseudonymKey key, GrpcDescriptors descriptors) {
    this(policy, key, descriptors, new GrpcCalls(), new LearnedWords());
  }

  private Sanitiser(
      SanitisePolicy policy,
      PseudonymKey key,
      GrpcDescriptors descriptors,
      GrpcCalls calls,
      LearnedWords learned) {
    this.learned = learned;
    this.hints = PathHints.of(policy.paths());
    this.policy = policy;
    this.key = key;
    this.descriptors = descriptors;
    this.calls = calls;
    Mode mode = policy.mode();
    byte[] secret = key.secret();
    pseudonyms = new Pseudonyms(secret);
    Arrays.fill(secret, (byte) 0);
    sessions = new SessionKeys(pseudonyms);
    Replacer replacer = new Replacer(pseudonyms);
    Finder finder = Finder.without(policy.undetectedKinds());
    NameSanitiser names = new NameSanitiser(mode, finder, replacer);
    PathTemplates templates = new PathTemplates(policy.paths());
    ValueSanitiser values =
        new ValueSanitiser(
            mode,
            new Clear(policy.clear()),
            finder,
            replacer,
            names,
            new PathSegments(templates, descriptors, new LearnedWords()));
    ParameterSanitiser parameters = new ParameterSanitiser(values, names, false);
    authorities = new AuthoritySanitiser(values);
    segments = new PathSegments(templates, descriptors, learned);
    recentTargets = new WhileWordsPass<>(learned, () -> new Recent<>(MAX_TARGETS));
    targets = new TargetSanitiser(mode, segments, values, parameters, authorities);
    MediaTypes types = new MediaTypes(pseudonyms);
    headers = new HeaderSanitiser(mode, values, names, targets, authorities, types, learned);
    ContentSanitiser contents =
        new ContentSanitiser(mode, values, names, parameters, targets, headers, types);
    ProtoSanitiser protos =
        new ProtoSanitiser(descriptors, new ProtoValues(values, names, replacer));
    StreamSanitiser streams =
        new StreamSanitiser(
            new EventSanitiser(pseudonyms, values, names), new GrpcSanitiser(pseudonyms, protos));
    bodies = new BodySanitiser(pseudonyms, contents, streams, types, learned);
    method =
        Sanitisation.newBuilder()
            .setMode(mode)
            .setPolicyDigest(policy.digest())
            .setKeyEpoch(pseudonyms.epoch())
            .build();
  }

  /**
   * One that lets other values pass; what it replaces has the same pseudonyms, and it knows the
   * same calls and learned words, which no policy decides on.
   */
  public Sanitiser withPolicy(SanitisePolicy policy) {
    return new Sanitiser(policy, key, descriptors, calls, learned);
  }

  /** The words of paths that pass since they were seen in enough sessions; told by who mines. */
  public LearnedWords learned() {
    return learned;
  }

  /** Which words of paths pass by themselves, and which may be learned. */
  public WordRules words() {
    return segments;
  }

  /** What the policy says of endpoints. */
  public PathHints hints() {
    return hints;
  }

  /** The method of a request, as it is recorded. */
  public String method(RawExchange raw) {
    return StartLine.method(raw.request().method());
  }

  /** The host and port that were asked for, as they are recorded. */
  public String authority(RawExchange raw) {
    Scope nowhere = Scope.of("request", new Leaves());
    return Remembered.of(recentAuthorities, nowhere, raw.authority(), this::authority);
  }

  /** One by the same policy, whose pseudonyms don't join with those of this one. */
  public Sanitiser withKey(PseudonymKey other) {
    return new Sanitiser(policy, other, descriptors, calls, learned);
  }

  /** Names the key without revealing it, as each exchange does. */
  public String epoch() {
    return method.getKeyEpoch();
  }

  /**
   * Overwrites the key, in all that share it. Nothing is sanitised by this one any longer: it
   * throws. To be called when no other thread uses it.
   */
  public void forgetKey() {
    key.forget();
    pseudonyms.forget();
  }

  /** One by the same policy, in another mode: with the same pseudonyms, too. */
  public Sanitiser in(Mode mode) {
    return mode == policy.mode() ? this : withPolicy(policy.in(mode));
  }

  /** The pseudonym of the client's session: {@code s-} and 16 hexadecimal digits. */
  public String session(RawExchange raw) {
    return sessions.session(raw);
  }

  /** The exchange as it may be recorded. */
  public Sanitised<Exchange> exchange(RawExchange raw, Provenance provenance) {
    return exchange(raw, provenance, null);
  }

  /**
   * The same, told value by value. Takes longer, since nothing that was decided before is repeated.
   *
   * @param explanation gets what becomes of this exchange
   */
  public Sanitised<Exchange> explained(
      RawExchange raw, Provenance provenance, Explanation explanation) {
    return exchange(raw, provenance, explanation);
  }

  private Sanitised<Exchange> exchange(
      RawExchange raw, Provenance provenance, @Nullable Explanation explanation) {
    Leaves leaves = new Leaves();
    Scope asked = new Scope("request", leaves, Echoes.NONE, explanation);
    Exchange.Builder out =
        Exchange.newBuilder()
            .setId(raw.id())
            .setService(provenance.service())
            .setDeployment(provenance.deployment())
            .setSelection(provenance.selection())
            .setScheme(raw.scheme().equals("https") ? "https" : "http")
            .setAuthority(Remembered.of(recentAuthorities, asked, raw.authority(), this::authority))
            .setSession(session(raw))
            .setStartedAtNanos(nanos(raw.startedAt()))
            .setRequest(request(asked, raw.request(), isCall(raw)))
            .setTimings(raw.timings());
    sessions.link(raw).ifPresent(out::addSessionLinks);
    if (raw.response() != null) {
      out.setResponse(
          response(
              new Scope("response", leaves, Echoes.NONE, explanation),
              raw.response(),
              raw.request().target()));
    }
    if (raw.failure() != null) {
      out.setFailure(raw.failure());
    }
    return new Sanitised<>(out.setSanitisation(sanitisation(leaves)).build());
  }

  /** The outcome as it may be recorded, its result set. */
  public Sanitised<Outcome> outcome(RawOutcome raw) {
    Leaves leaves = new Leaves();
    Scope scope =
        new Scope("response", leaves, Echoes.of(raw.sent(), new MessageJson(descriptors)), null);
    return new Sanitised<>(
        raw.attempt().toBuilder()
            .setResponse(response(scope, raw.response(), raw.sent().getTarget()))
            .setSanitisation(sanitisation(leaves))
            .build());
  }

  /** Without descriptors alone: where there are some, they tell, and what they lack is no call. */
  private boolean isCall(RawExchange raw) {
    return descriptors.isEmpty() && calls.has(raw);
  }

  /**
   * @param isCall whether its target is that of a gRPC call
   */
  private Request request(Scope scope, RawRequest raw, boolean isCall) {
    String verb = method(scope, raw.method());
    return Request.newBuilder()
        .setMethod(verb)
        .setTarget(isCall ? call(scope, raw.target()) : target(scope, verb, raw.target()))
        .setProtocol(StartLine.protocol(raw.protocol()))
        .addAllHeaders(headers.all(scope, "header", raw.headers()))
        .setBody(bodies.body(scope, raw.body(), raw.headers(), raw.target()))
        .addAllTrailers(headers.all(scope, "trailer", raw.trailers()))
        .build();
  }

  /**
   * @param target of the request
   */
  private Response response(Scope scope, RawResponse raw, String target) {
    return Response.newBuilder()
        .setStatus(raw.status())
        .setReason(reason(scope, raw))
        .setProtocol(StartLine.protocol(raw.protocol()))
        .addAllHeaders(headers.all(scope, "header", raw.headers()))
        .setBody(bodies.body(scope, raw.body(), raw.headers(), target))
        .addAllTrailers(headers.all(scope, "trailer", raw.trailers()))
        .build();
  }

  private static String method(Scope scope, String raw) {
    Location at = new Location("method", "");
    String method = StartLine.method(raw);
    return method.equals(raw)
        ? scope.keeps(at, raw, Why.START_LINE)
        : scope.substitutes(at, raw, method, Why.START_LINE);
  }

  private static String reason(Scope scope, RawResponse raw) {
    Location at = new Location("reason", "");
    String reason = StartLine.reason(raw.status(), raw.reason());
    return reason.equals(raw.reason())
        ? scope.keeps(at, reason, Why.START_LINE)
        : scope.substitutes(at, raw.reason(), reason, Why.START_LINE);
  }

  private static String call(Scope scope, String target) {
    return scope.keeps(new Location("target", ""), target, Why.GRPC_METHOD);
  }

  private String authority(Scope scope, String authority) {
    return authorities.authority(scope, new Location("authority", ""), authority);
  }

  private String target(Scope scope, String verb, String target) {
    return verb.equals("CONNECT")
        ? guardedTarget(scope, verb, target)
        : Remembered.of(
            recentTargets.get(), scope, target, (alone, text) -> guardedTarget(alone, "", text));
  }

  /** A target that nothing can be made of is the root, and said to be replaced. */
  private String guardedTarget(Scope scope, String verb, String target) {
    Mark mark = scope.mark();
    try {
      return targets.target(scope, verb, target);
    } catch (RuntimeException hostile) {
      scope.backTo(mark);
      return scope.reduces(new Location("target", ""), target, "/", Why.UNREADABLE, Why.UNREADABLE);
    }
  }

  private Sanitisation sanitisation(Leaves leaves) {
    return method.toBuilder().addAllLeaves(leaves.all()).build();
  }

  private static long nanos(Instant at) {
    return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000_000L), at.getNano());
  }
}
