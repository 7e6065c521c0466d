package dev.parallax.bench.leak.place;

import dev.parallax.bench.leak.place.Cell.Policy;
import dev.parallax.bench.leak.value.Entities;
import dev.parallax.bench.leak.value.Entity;
import java.util.ArrayList;
import java.util.List;

/**
 * Cells that nobody who writes detectors was told of before they were measured, in ways to write
 * values that no other cell has. They are reported apart: what others were mended by says less of
 * what is still to be met.
 */
final class HeldOut {

  /** The name of their group. */
  static final String GROUP = "held out";

  private HeldOut() {}

  static List<Cell> all() {
    List<Cell> cells = new ArrayList<>();
    for (Entity entity : Entities.heldOut()) {
      for (Place place : List.of(BodyPlaces.VALUE, HeadPlaces.QUERY, TextPlaces.PLAIN)) {
        cells.add(cell(entity, place, Policy.STRICT, entity.key()));
      }
      for (Place place : List.of(BodyPlaces.VALUE, HeadPlaces.QUERY, HeadPlaces.HEADER)) {
        cells.add(cell(entity, place, Policy.ALLOWED, entity.key()));
      }
      for (Place place :
          List.of(BodyPlaces.VALUE, TextPlaces.PLAIN, BodyPlaces.FORM_VALUE, TextPlaces.XML_TEXT)) {
        cells.add(cell(entity, place, Policy.DETECT, entity.key()));
      }
    }
    return cells;
  }

  private static Cell cell(Entity entity, Place place, Policy policy, String key) {
    return new Cell(entity, place, Form.PLAIN, Boundary.NONE, key, policy, true);
  }
}
