package dev.parallax.replayer;

import dev.parallax.proto.RunRequested;
import dev.parallax.replayer.credentials.LegCredentials;
import dev.parallax.replayer.credentials.NoCredentials;
import dev.parallax.replayer.runlog.ProgressListener;
import dev.parallax.replayer.safety.Http2Share;
import dev.parallax.replayer.safety.ReplayRefused;
import dev.parallax.replayer.safety.Target;
import dev.parallax.replayer.safety.TargetDown;
import dev.parallax.replayer.safety.TargetGuard;
import dev.parallax.replayer.safety.TargetProbe;
import dev.parallax.replayer.safety.Targets;
import dev.parallax.replayer.source.Survey;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Lets the targets of a run in, before one byte is sent. */
record Admission(TargetGuard guard, Targets targets, Staging staging, String runId) {

  /**
   * @param served authorities that production served, as the recording says
   * @param upstreams that the recorded proxies forwarded to
   * @throws ReplayRefused if an allowed target is no host
   */
  static Admission of(ReplaySettings settings, Set<String> served, Set<String> upstreams)
      throws ReplayRefused {
    boolean writes = !settings.permitted().writes().isEmpty();
    return new Admission(
        new TargetGuard(settings.targets().allowTargets(), served, upstreams, writes),
        settings.targets(),
        settings.staging(),
        settings.runId());
  }

  /** How much of a run needs HTTP/2. */
  static Http2Share http2(ReplaySettings settings, Survey survey) {
    return Http2Share.of(
        settings.targets().wire().protocol(), survey.http2(), survey.grpc(), survey.exchanges());
  }

  /** The same of a run that somebody requested. */
  static Http2Share http2(ReplaySettings settings, RunRequested requested) {
    return Http2Share.of(
        settings.targets().wire().protocol(),
        requested.getHttp2Exchanges(),
        requested.getGrpcExchanges(),
        requested.getExchanges());
  }

  /**
   * Admits each leg, and warns of what is doubtful: of production, and of whom nobody vouches for.
   *
   * @throws ReplayRefused if a leg may not be sent to
   */
  List<Target> admit(ProgressListener listener) throws ReplayRefused {
    List<Target> admitted = admit();
    for (Target target : admitted) {
      guard.warning(target).ifPresent(listener::warned);
      if (target.tls() && targets.wire().tls().isInsecure()) {
        listener.warned(target + ": its certificate is not verified (--target-insecure)");
      }
    }
    return admitted;
  }

  /**
   * Admits each leg, the names that it is to be called by, and whoever gives its credentials.
   *
   * @throws ReplayRefused if a leg may not be sent to
   */
  List<Target> admit() throws ReplayRefused {
    for (String host : staging.rewrites().hosts()) {
      guard.admitHost(host);
    }
    List<Target> admitted = targets.admit(guard);
    LegCredentials.admit(staging.credentials(), admitted, guard);
    return admitted;
  }

  /**
   * Has the credentials of each leg.
   *
   * @param admitted by {@link #admit}
   * @throws ReplayRefused if who gives them may not be sent to
   * @throws NoCredentials if they can't be had
   */
  LegCredentials authorise(List<Target> admitted)
      throws ReplayRefused, NoCredentials, InterruptedException {
    return LegCredentials.open(staging.credentials(), admitted, guard, targets.wire(), runId);
  }

  /**
   * Admits each leg, and then only lets the user's command work on it, if there is one.
   *
   * @throws IOException if that fails
   */
  List<Target> reset(ProgressListener listener)
      throws ReplayRefused, IOException, InterruptedException {
    List<Target> admitted = admit(listener);
    ResetHook hook = staging.reset();
    if (hook != null) {
      hook.run(runId, admitted, listener::said);
    }
    return admitted;
  }

  /**
   * Admits each leg, brings it into a known state, and waits until it can be spoken to.
   *
   * @throws IOException as {@link #reset}
   * @param http2 how much of the run needs it
   * @throws TargetDown if it can't, in the time that it is given
   */
  List<Target> await(Http2Share http2, ProgressListener listener)
      throws ReplayRefused, TargetDown, IOException, InterruptedException {
    List<Target> admitted = reset(listener);
    for (Target target : admitted) {
      TargetProbe.await(target, targets.wire(), http2, targets.waitFor())
          .ifPresent(listener::warned);
    }
    return admitted;
  }
}
