package dev.parallax.bench.load.result;

import dev.parallax.bench.load.client.Call;
import java.util.ArrayList;
import java.util.List;

/**
 * A load that the subjects are compared under.
 *
 * @param connections kept alive
 * @param perSecond the fixed rate; 0 asks as fast as answers come
 * @param gated whether goals depend on it; others inform, in fewer rounds
 */
public record Cell(Call call, int connections, int perSecond, boolean gated) {

  public static final Cell GET = saturated(Call.GET_1K, true);
  public static final Cell POST = saturated(Call.POST_1K, true);
  public static final Cell GET_LARGE = saturated(Call.GET_16K, true);
  public static final Cell GET_FIXED = new Cell(Call.GET_1K, 32, 4_000, true);
  public static final Cell POST_FIXED = new Cell(Call.POST_1K, 32, 4_000, true);
  public static final Cell GET_SLOW = new Cell(Call.GET_1K, 32, 100, false);
  public static final Cell GET_ONE = new Cell(Call.GET_1K, 1, 0, false);

  private static Cell saturated(Call call, boolean gated) {
    return new Cell(call, 32, 0, gated);
  }

  /** At a fixed rate: with so many, closed-loop load measures mostly how they connect. */
  public static Cell getOver(int connections) {
    return new Cell(Call.GET_1K, connections, GET_FIXED.perSecond, false);
  }

  public static List<Cell> gatedOnes() {
    return List.of(GET, GET_FIXED, POST, POST_FIXED, GET_LARGE);
  }

  /**
   * @param many connections, the most that this machine lets a process have
   */
  public static List<Cell> informativeOnes(int many) {
    List<Cell> cells = new ArrayList<>(List.of(GET_SLOW, GET_ONE));
    cells.add(new Cell(Call.GET_1K, Math.min(1_000, many), 0, false));
    cells.add(getOver(many));
    cells.add(saturated(Call.POST_FRESH, false));
    return List.copyOf(cells);
  }

  public boolean isSaturated() {
    return perSecond == 0;
  }

  public String title() {
    return "%s; %s, %,d connection%s"
        .formatted(
            call.title(),
            isSaturated() ? "at saturation" : "%,d/s".formatted(perSecond),
            connections,
            connections == 1 ? "" : "s");
  }
}
