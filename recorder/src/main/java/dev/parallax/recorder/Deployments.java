package dev.parallax.recorder;

import dev.parallax.proto.Deployment;
import dev.parallax.recorder.raw.RawRoute;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What ran where exchanges were recorded, for each server behind: as many as there are routes. */
final class Deployments {

  private final Deployment common;
  private final Map<String, Deployment> byUpstream = new ConcurrentHashMap<>();

  /**
   * @param recorder names this process, as its ledger's entries do
   */
  Deployments(Deployment common, String recorder) {
    this.common = common.toBuilder().setRecorder(recorder).build();
  }

  Deployment of(RawRoute route) {
    return byUpstream.computeIfAbsent(
        route.upstream(), upstream -> common.toBuilder().setUpstream(upstream).build());
  }
}
