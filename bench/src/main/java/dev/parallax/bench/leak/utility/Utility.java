package dev.parallax.bench.leak.utility;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parallax.bench.leak.place.Message;
import dev.parallax.bench.leak.place.Planned;
import dev.parallax.bench.leak.value.Entities;
import dev.parallax.bench.leak.value.Entity;
import dev.parallax.bench.leak.value.Symbols;
import dev.parallax.proto.Exchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a recording is still worth: how much of what is nobody's stays as it is, whether equal
 * values stay equal, and whether types and lengths stay. One proxy in strict mode, which lets the
 * fields of {@code /items} pass, but not those of {@code /things}.
 */
public final class Utility {

  private static final int ITEMS = 5;
  private static final List<Entity> JOINED =
      List.of(
          Entities.EMAIL,
          Entities.CARD,
          Entities.IBAN,
          Entities.UUID,
          Entities.NUMBER,
          Entities.USER,
          Entities.SECRET,
          Entities.NAME);

  private final List<Planned> plans = new ArrayList<>();
  private final Map<String, Share> shares = new TreeMap<>();
  private final List<String> broken = new ArrayList<>();

  /**
   * @param documents of each kind
   */
  public Utility(int documents, Symbols symbols) {
    for (int i = 0; i < documents; i++) {
      plans.add(document("items", symbols));
      plans.add(document("things", symbols));
      for (Entity entity : JOINED) {
        plans.add(Joins.of(entity.next(symbols).texts().getFirst()));
      }
    }
  }

  private static Planned document(String root, Symbols symbols) {
    List<String> items = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      items.add(Benign.item(symbols));
    }
    return Planned.of(
        new Message("GET /catalogue HTTP/1.1", List.of(), new byte[0], List.of()),
        new Message(
            "HTTP/1.1 200 OK",
            List.of("Content-Type: application/json"),
            "{\"%s\":%s}".formatted(root, items).getBytes(UTF_8),
            List.of()));
  }

  /** What {@code sanitise.clear} has to say. */
  public static List<String> clear() {
    return Benign.keys().stream().map(key -> "response body /items/*/" + key).toList();
  }

  public List<Planned> plans() {
    return List.copyOf(plans);
  }

  /**
   * Takes what was recorded of a plan.
   *
   * @param number of the plan
   */
  public void read(int number, Exchange exchange) {
    if (number % (2 + JOINED.size()) > 1) {
      joined(JOINED.get(number % (2 + JOINED.size()) - 2), Joins.recorded(exchange));
      return;
    }
    try {
      List<Leaves.Leaf> before = Leaves.of(plans.get(number).response().body());
      List<Leaves.Leaf> after =
          Leaves.of(exchange.getResponse().getBody().getContent().toByteArray());
      boolean allowed = number % (2 + JOINED.size()) == 0;
      for (int i = 0; i < before.size(); i++) {
        Leaves.Leaf was = before.get(i);
        Leaves.Leaf is = i < after.size() ? after.get(i) : null;
        boolean same = was.equals(is);
        count(allowed ? "unchanged, allowed" : "unchanged, not allowed", same);
        count((allowed ? "unchanged, allowed: " : "unchanged, not allowed: ") + was.key(), same);
        if (!allowed) {
          boolean kept = is != null && is.type() == was.type() && is.length() == was.length();
          count("type and length kept", kept);
          count("type and length kept: " + was.key(), kept);
        }
      }
    } catch (IOException e) {
      broken.add("no JSON: " + e.getMessage());
    }
  }

  private void joined(Entity entity, Map<String, String> places) {
    boolean kept = new HashSet<>(places.values()).size() == 1 && !places.containsValue("");
    count("joins kept", kept);
    count("joins kept: " + entity.name(), kept);
    if (!kept) {
      broken.add(entity.name() + " " + places);
    }
  }

  private void count(String what, boolean good) {
    shares.computeIfAbsent(what, _ -> new Share()).add(good);
  }

  /** All shares, by what they are of; a colon goes before the part of it. */
  public Map<String, Share> shares() {
    return shares;
  }

  /** Of what did not stay equal: examples. */
  public List<String> broken() {
    return List.copyOf(broken);
  }

  /** Of the most that there could be. */
  public static final class Share {
    private int good;
    private int all;

    private void add(boolean isGood) {
      good += isGood ? 1 : 0;
      all++;
    }

    public double value() {
      return all == 0 ? 0 : (double) good / all;
    }

    @Override
    public String toString() {
      return "%.2f %% (%d of %d)".formatted(100 * value(), good, all);
    }
  }
}
