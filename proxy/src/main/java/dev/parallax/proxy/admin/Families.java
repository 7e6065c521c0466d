package dev.parallax.proxy.admin;

import dev.parallax.proxy.traffic.Durations;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Metrics as they are read in one scrape, by name. */
final class Families {

  /** One value of a metric. */
  record Point(Labels labels, double value) {

    static Point of(Number value, String... labels) {
      return new Point(Labels.of(labels), value.doubleValue());
    }
  }

  /** One histogram of a metric. */
  record Distribution(Labels labels, Durations durations) {}

  private final MetricSnapshots.Builder all = MetricSnapshots.builder();

  /**
   * @param name without {@code _total}, which is added
   */
  Families counter(String name, String help, Stream<Point> points) {
    CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
    summed(points)
        .forEach(
            (labels, value) ->
                counter.dataPoint(
                    CounterDataPointSnapshot.builder().labels(labels).value(value).build()));
    all.metricSnapshot(counter.build());
    return this;
  }

  /**
   * One upstream may be spoken to in two ways, by connections of their own: it is one to who asks.
   */
  private static Map<Labels, Double> summed(Stream<Point> points) {
    return points.collect(
        Collectors.toMap(Point::labels, Point::value, Double::sum, LinkedHashMap::new));
  }

  Families counter(String name, String help, Number value) {
    return counter(name, help, Stream.of(Point.of(value)));
  }

  Families gauge(String name, String help, Stream<Point> points) {
    GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
    summed(points)
        .forEach(
            (labels, value) ->
                gauge.dataPoint(
                    GaugeDataPointSnapshot.builder().labels(labels).value(value).build()));
    all.metricSnapshot(gauge.build());
    return this;
  }

  Families gauge(String name, String help, Number value) {
    return gauge(name, help, Stream.of(Point.of(value)));
  }

  /**
   * @param name with its unit, {@code _seconds}
   */
  Families histogram(String name, String help, List<Distribution> distributions) {
    HistogramSnapshot.Builder histogram =
        HistogramSnapshot.builder().name(name).help(help).unit(Unit.SECONDS);
    for (Distribution one : distributions) {
      histogram.dataPoint(
          HistogramDataPointSnapshot.builder()
              .labels(one.labels())
              .classicHistogramBuckets(
                  ClassicHistogramBuckets.of(one.durations().bounds(), one.durations().buckets()))
              .sum(one.durations().sumSeconds())
              .build());
    }
    all.metricSnapshot(histogram.build());
    return this;
  }

  MetricSnapshots build() {
    return all.build();
  }

  static Labels labels(Labels more, String... namesAndValues) {
    return Labels.of(
        Stream.concat(
                more.stream().flatMap(one -> Stream.of(one.getName(), one.getValue())),
                Arrays.stream(namesAndValues))
            .toArray(String[]::new));
  }
}
