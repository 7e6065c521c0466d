package dev.parallax.bench.leak.place;

import dev.parallax.bench.leak.place.Cell.Policy;
import dev.parallax.bench.leak.value.Entities;
import dev.parallax.bench.leak.value.Entity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All cells. Each kind of value stands in a few places, in each place stand a few kinds, and
 * writing, coding and boundaries go with the kinds and places that they are likeliest to hide.
 */
public final class Cells {

  private static final List<Cell> ALL = made();

  private final List<Cell> cells = new ArrayList<>();

  private Cells() {}

  /** Always the same, and each once. */
  public static List<Cell> all() {
    return ALL;
  }

  private static List<Cell> made() {
    Cells all = new Cells();
    all.entities();
    all.places();
    all.notPromised();
    all.writing();
    all.coding();
    all.boundaries();
    all.allowed();
    all.detect();
    all.cells.addAll(HeldOut.all());
    Map<String, Cell> byName = new LinkedHashMap<>();
    all.cells.forEach(cell -> byName.putIfAbsent(cell.toString(), cell));
    return List.copyOf(byName.values());
  }

  /** Where anything is replaced, whatever it is. */
  private void entities() {
    for (List<Entity> some : List.of(Entities.byShape(), Entities.byKey(), Entities.byDenial())) {
      for (Entity entity : some) {
        for (Place place :
            List.of(
                BodyPlaces.VALUE,
                HeadPlaces.QUERY,
                HeadPlaces.HEADER,
                TextPlaces.PLAIN,
                HeadPlaces.PATH)) {
          add(entity, place);
        }
      }
    }
  }

  private void places() {
    for (List<Place> some :
        List.of(
            HeadPlaces.requestLine(),
            HeadPlaces.headers(),
            BodyPlaces.json(),
            BodyPlaces.forms(),
            TextPlaces.markup(),
            TextPlaces.texts(),
            TextPlaces.events(),
            GrpcPlaces.all())) {
      for (Place place : some) {
        if (!List.of("header's name", "method").contains(place.name())) {
          add(Entities.EMAIL, place);
          add(Entities.CARD, place);
        }
        add(Entities.USER, place);
      }
    }
    for (Place place : BodyPlaces.numbers()) {
      add(Entities.NUMBER, place);
      add(Entities.CARD, place);
      add(Entities.LATITUDE, BodyPlaces.NUMBER);
    }
  }

  /** What docs/privacy.md says to pass. */
  private void notPromised() {
    for (Place place : HeadPlaces.hosts()) {
      add(Entities.USER, place);
    }
    add(Entities.NAME_WORD, HeadPlaces.WORD);
  }

  private void writing() {
    for (Entity entity : List.of(Entities.EMAIL, Entities.CARD_SPACES, Entities.JWT)) {
      for (Form form : Form.values()) {
        if (form == Form.PLAIN) {
          continue;
        }
        for (Place place :
            List.of(
                BodyPlaces.VALUE,
                HeadPlaces.QUERY,
                HeadPlaces.PATH,
                BodyPlaces.FORM_VALUE,
                TextPlaces.HTML_TEXT,
                HeadPlaces.COOKIE)) {
          boolean url = !place.equals(BodyPlaces.VALUE) && !place.equals(TextPlaces.HTML_TEXT);
          if (fits(form, place, url)) {
            cells.add(new Cell(entity, place, form, Boundary.NONE, entity.key(), Policy.STRICT));
          }
        }
      }
    }
  }

  /** Escapes go where they are escapes, and percent signs nowhere that is not a URL. */
  private static boolean fits(Form form, Place place, boolean url) {
    return switch (form) {
      case PERCENT, PERCENT_TWICE, PERCENT_PART -> url;
      case JSON_ESCAPES -> place.equals(BodyPlaces.VALUE);
      case ENTITIES, ENTITIES_HEX -> place.equals(TextPlaces.HTML_TEXT);
      default -> true;
    };
  }

  private void coding() {
    for (Boundary boundary : Boundary.values()) {
      if (boundary != Boundary.NONE && boundary.group(Form.PLAIN).orElse("").equals("coding")) {
        for (Place place :
            List.of(
                BodyPlaces.VALUE,
                BodyPlaces.REQUEST_VALUE,
                TextPlaces.PLAIN,
                TextPlaces.XML_TEXT)) {
          add(Entities.EMAIL, place, boundary);
        }
      }
    }
  }

  private void boundaries() {
    List<Place> places =
        List.of(
            BodyPlaces.VALUE,
            BodyPlaces.REQUEST_VALUE,
            BodyPlaces.FORM_VALUE,
            TextPlaces.PLAIN,
            HeadPlaces.QUERY,
            HeadPlaces.HEADER);
    for (Boundary boundary : Boundary.values()) {
      String group = boundary.group(Form.PLAIN).orElse("");
      if (group.equals("boundary") || group.equals("HTTP/2")) {
        for (Place place : places) {
          if (sends(boundary, place)) {
            add(Entities.EMAIL, place, boundary);
            add(Entities.CARD, place, boundary);
          }
        }
      }
    }
  }

  /** Whether there is a body where the boundary is one of bodies. */
  private static boolean sends(Boundary boundary, Place place) {
    boolean asks = place.equals(BodyPlaces.REQUEST_VALUE) || place.equals(BodyPlaces.FORM_VALUE);
    boolean answers = place.equals(BodyPlaces.VALUE) || place.equals(TextPlaces.PLAIN);
    return switch (boundary) {
      case UPLOAD_ABORTED -> asks;
      case UNTIL_CLOSE, CUT_SHORT -> answers;
      case BEYOND_THE_CAP -> asks || answers;
      default -> true;
    };
  }

  /** Where what is not detected passes. */
  private void allowed() {
    for (Entity entity : Entities.byShape()) {
      for (Place place :
          List.of(BodyPlaces.VALUE, HeadPlaces.QUERY, HeadPlaces.HEADER, BodyPlaces.FORM_VALUE)) {
        allow(entity, place, Form.PLAIN, "note");
      }
      allow(entity, BodyPlaces.VALUE, Form.SENTENCE, "note");
    }
    for (Entity entity : Entities.byKey()) {
      for (Place place : List.of(BodyPlaces.VALUE, HeadPlaces.QUERY)) {
        allow(entity, place, Form.PLAIN, entity.key());
      }
    }
    allow(Entities.CARD, BodyPlaces.NUMBER, Form.PLAIN, "note");
    allow(Entities.LATITUDE, BodyPlaces.NUMBER, Form.PLAIN, Entities.LATITUDE.key());
    for (Entity entity : List.of(Entities.EMAIL, Entities.CARD_SPACES, Entities.IBAN)) {
      allow(entity, BodyPlaces.NESTED, Form.PLAIN, "note");
      for (Form form : Form.values()) {
        for (Place place : List.of(BodyPlaces.VALUE, HeadPlaces.QUERY)) {
          if (form != Form.PLAIN && fits(form, place, place.equals(HeadPlaces.QUERY))) {
            allow(entity, place, form, "note");
          }
        }
      }
    }
  }

  private void detect() {
    for (Entity entity : Entities.byShape()) {
      for (Place place :
          List.of(
              BodyPlaces.VALUE,
              HeadPlaces.QUERY,
              HeadPlaces.PATH,
              HeadPlaces.HEADER,
              TextPlaces.PLAIN,
              TextPlaces.HTML_TEXT)) {
        cells.add(new Cell(entity, place, Form.PLAIN, Boundary.NONE, "note", Policy.DETECT));
      }
    }
    for (Entity entity : Entities.byKey()) {
      for (Place place : List.of(BodyPlaces.VALUE, HeadPlaces.QUERY, BodyPlaces.FORM_VALUE)) {
        cells.add(new Cell(entity, place, Form.PLAIN, Boundary.NONE, entity.key(), Policy.DETECT));
      }
    }
    for (Entity entity : List.of(Entities.EMAIL, Entities.CARD)) {
      for (List<Place> places :
          List.of(
              HeadPlaces.headers(), BodyPlaces.forms(), TextPlaces.markup(), TextPlaces.texts())) {
        for (Place place : places) {
          if (!List.of("header's name", "method").contains(place.name())) {
            cells.add(new Cell(entity, place, Form.PLAIN, Boundary.NONE, "note", Policy.DETECT));
          }
        }
      }
    }
  }

  private void add(Entity entity, Place place) {
    add(entity, place, Boundary.NONE);
  }

  private void add(Entity entity, Place place, Boundary boundary) {
    cells.add(new Cell(entity, place, Form.PLAIN, boundary, entity.key(), Policy.STRICT));
  }

  private void allow(Entity entity, Place place, Form form, String key) {
    cells.add(new Cell(entity, place, form, Boundary.NONE, key, Policy.ALLOWED));
  }
}
