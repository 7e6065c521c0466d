package dev.parallax.bench.load;

import dev.parallax.bench.load.client.Call;
import dev.parallax.bench.load.client.IdleConnections;
import dev.parallax.bench.load.client.OpenLoop;
import dev.parallax.bench.load.subject.Kind;
import dev.parallax.bench.load.subject.Lineup;
import dev.parallax.bench.load.subject.Subject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a sidecar is judged by itself: how soon it serves, and what memory it takes. Cold each time.
 */
final class Alone {

  private static final int PER_SECOND = 5_000;
  private static final Duration DURATION = Duration.ofSeconds(20);
  private static final int CONNECTIONS = 32;

  private final Lineup lineup;

  Alone(Lineup lineup) {
    this.lineup = lineup;
  }

  /** From the start of its process to its first answer, in seconds, for each of some starts. */
  List<Double> readySeconds(int starts) throws IOException {
    List<Double> seconds = new ArrayList<>();
    for (int i = 0; i < starts; i++) {
      try (Subject on = lineup.subject(Kind.ON)) {
        seconds.add(on.readySeconds());
      }
    }
    return seconds;
  }

  /** The most that it has resident in its first 20 s at 5,000 requests a second, in MiB. */
  double peakMib() throws IOException, InterruptedException {
    try (Subject on = lineup.subject(Kind.ON);
        Peak peak = new Peak(on);
        OpenLoop client = OpenLoop.connect(on.port(), Call.POST_1K, CONNECTIONS)) {
      var _ = client.run(PER_SECOND, DURATION);
      return peak.mib();
    }
  }

  /** What an idle connection adds to resident memory, in KiB, by subject. */
  Map<Kind, Double> idleConnectionKib(Set<Kind> kinds, int connections)
      throws IOException, InterruptedException {
    Map<Kind, Double> kib = new EnumMap<>(Kind.class);
    for (Kind kind : List.of(Kind.NGINX, Kind.HAPROXY, Kind.OFF, Kind.ON)) {
      if (kinds.contains(kind)) {
        try (Subject subject = lineup.subject(kind)) {
          kib.put(kind, idleConnectionKib(subject, connections));
        }
      }
    }
    return kib;
  }

  private static double idleConnectionKib(Subject subject, int connections)
      throws IOException, InterruptedException {
    subject.settle();
    double before = subject.residentMib();
    try (IdleConnections idle = IdleConnections.open(subject.port(), connections)) {
      subject.settle();
      return (subject.residentMib() - before) * 1024 / idle.count();
    }
  }
}
