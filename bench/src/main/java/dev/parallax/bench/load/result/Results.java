package dev.parallax.bench.load.result;

import dev.parallax.bench.load.subject.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;

/** All rounds of all cells. NaN stands for what was not measured. */
public final class Results {

  private record Key(Cell cell, Kind kind) {}

  private final Map<Key, List<Measured>> rounds = new LinkedHashMap<>();

  public void add(Cell cell, Kind kind, Measured measured) {
    rounds.computeIfAbsent(new Key(cell, kind), key -> new ArrayList<>()).add(measured);
  }

  public List<Measured> rounds(Cell cell, Kind kind) {
    return rounds.getOrDefault(new Key(cell, kind), List.of());
  }

  public double median(Cell cell, Kind kind, ToDoubleFunction<Measured> figure) {
    return median(rounds(cell, kind).stream().map(figure::applyAsDouble).toList());
  }

  /** The median of what one subject's figure is to the other's of the same round. */
  public double ratio(Cell cell, Kind kind, Kind base, ToDoubleFunction<Measured> figure) {
    return ratio(cell, kind, cell, base, figure);
  }

  public double ratio(
      Cell cell, Kind kind, Cell baseCell, Kind base, ToDoubleFunction<Measured> figure) {
    return paired(rounds(cell, kind), rounds(baseCell, base), figure, (one, other) -> one / other);
  }

  /** The median of how much more one subject's figure is than the other's of the same round. */
  public double difference(Cell cell, Kind kind, Kind base, ToDoubleFunction<Measured> figure) {
    return paired(rounds(cell, kind), rounds(cell, base), figure, (one, other) -> one - other);
  }

  public long errors(Cell cell, Kind kind) {
    return rounds(cell, kind).stream().mapToLong(Measured::errors).sum();
  }

  private static double paired(
      List<Measured> ones,
      List<Measured> others,
      ToDoubleFunction<Measured> figure,
      DoubleBinaryOperator pair) {
    List<Double> pairs = new ArrayList<>();
    for (int i = 0; i < Math.min(ones.size(), others.size()); i++) {
      pairs.add(
          pair.applyAsDouble(
              figure.applyAsDouble(ones.get(i)), figure.applyAsDouble(others.get(i))));
    }
    return median(pairs);
  }

  /** The middle value, or the mean of the two in the middle. */
  static double median(List<Double> values) {
    if (values.isEmpty()) {
      return Double.NaN;
    }
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
