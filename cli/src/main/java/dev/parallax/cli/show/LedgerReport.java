package dev.parallax.cli.show;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.parallax.proto.Event;
import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.recorder.ledger.Ledger;
import dev.parallax.recorder.ledger.LedgerAccounts;
import dev.parallax.recorder.ledger.RecorderAccount;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What became of every exchange that was seen, by recorder, and by endpoint and fate; and what of
 * that is not known.
 */
public final class LedgerReport {

  private static final String RECORDER = "%-44s %-20s %-20s %12s %12s %10s %10s  %s%n";
  private static final String FATE = "%-60s %-22s %10s%n";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final LedgerAccounts ledger = new LedgerAccounts();

  /** Exchanges that the log holds, by the instance that recorded them. */
  private final Map<String, Long> held = new HashMap<>();

  /** In the log's order. */
  public void add(Event event) {
    if (event.hasLedger()) {
      ledger.add(event.getLedger());
    } else if (event.hasExchange()) {
      held.merge(event.getExchange().getDeployment().getInstance(), 1L, Long::sum);
    }
  }

  /** Prints it to read; false if there is no ledger. */
  public boolean print(PrintWriter out) {
    List<RecorderAccount> accounts = accounts();
    if (accounts.isEmpty()) {
      return false;
    }
    out.printf(
        RECORDER, "RECORDER", "FROM", "TO", "SEEN", "CAPTURED", "LEFT OUT", "LOST", "ACCOUNT");
    for (RecorderAccount one : accounts) {
      out.printf(
          RECORDER,
          one.recorder(),
          TIME.format(JsonLines.instant(one.fromNanos())),
          TIME.format(JsonLines.instant(one.toNanos())),
          seen(one),
          captured(one),
          sum(one.fates(), fate -> fate != Fate.CAPTURED && !Ledger.isLoss(fate)),
          lost(one, Ledger::isLoss),
          !one.isWhole() ? "not whole" : one.isExact() ? "whole" : "within a range");
    }
    out.println();
    out.printf(FATE, "ENDPOINT", "FATE", "EXCHANGES");
    endpoints(accounts)
        .forEach(
            (endpoint, fates) ->
                fates.forEach((fate, count) -> out.printf(FATE, endpoint, words(fate), count)));
    out.println();
    out.println(equation(accounts));
    missing(accounts).forEach(out::println);
    return true;
  }

  /**
   * Of each recorder; where one was killed and the log holds more of its instance than was told,
   * that is of what nothing was heard of.
   */
  private List<RecorderAccount> accounts() {
    List<RecorderAccount> told = ledger.accounts();
    Map<String, Long> captured = captured(told);
    Map<String, Long> killed =
        told.stream()
            .filter(one -> one.unheard() > 0)
            .collect(Collectors.groupingBy(RecorderAccount::instance, Collectors.counting()));
    return told.stream()
        .map(
            one -> {
              long more =
                  held.getOrDefault(one.instance(), 0L) - captured.getOrDefault(one.instance(), 0L);
              return killed.getOrDefault(one.instance(), 0L) == 1 && one.unheard() > 0 && more > 0
                  ? one.heard(Math.min(more, one.unheard()))
                  : one;
            })
        .toList();
  }

  private static Range seen(RecorderAccount one) {
    return one.isWhole() ? Range.of(one.seen(), one.seen() + one.open()) : Range.from(one.seen());
  }

  private static Range captured(RecorderAccount one) {
    long captured = one.fates().getOrDefault(Fate.CAPTURED, 0L);
    return Range.of(captured, captured + one.unheard());
  }

  /** Of fates that are losses: what was lost in the crash may be less, or more. */
  private static Range lost(RecorderAccount one, Predicate<Fate> which) {
    long lost = sum(one.fates(), which);
    return Range.of(lost - one.unheard(), lost + one.open());
  }

  /** Prints it as one JSON object on a line; false if there is no ledger. */
  public boolean printJson(PrintWriter out) throws IOException {
    List<RecorderAccount> accounts = accounts();
    if (accounts.isEmpty()) {
      return false;
    }
    try (JsonGenerator json = JsonFactory.builder().build().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.writeStartObject();
      write(json, "seen", seen(accounts));
      write(json, "fates", total(accounts));
      json.writeArrayFieldStart("recorders");
      for (RecorderAccount one : accounts) {
        json.writeStartObject();
        json.writeStringField("recorder", one.recorder());
        json.writeStringField("service", one.service());
        json.writeStringField("from", JsonLines.instant(one.fromNanos()).toString());
        json.writeStringField("to", JsonLines.instant(one.toNanos()).toString());
        write(json, "seen", seen(one));
        write(json, "fates", one.fates());
        write(json, "captured", captured(one));
        json.writeNumberField("entries", one.entries());
        json.writeNumberField("missingEntries", one.missingEntries());
        json.writeNumberField("missingFirst", one.missingFirst());
        json.writeBooleanField("ended", one.ended());
        json.writeBooleanField("killed", one.killed());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeObjectFieldStart("endpoints");
      for (var endpoint : endpoints(accounts).entrySet()) {
        write(json, endpoint.getKey(), endpoint.getValue());
      }
      json.writeEndObject();
      json.writeArrayFieldStart("missing");
      for (String sentence : missing(accounts)) {
        json.writeString(sentence);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    out.println();
    return true;
  }

  /** The least under its name, and what it is at most beside it, unless nobody knows. */
  private static void write(JsonGenerator json, String name, Range range) throws IOException {
    json.writeNumberField(name, range.least());
    if (range.most().isPresent()) {
      json.writeNumberField(name + "AtMost", range.most().getAsLong());
    }
  }

  private static void write(JsonGenerator json, String name, Map<Fate, Long> fates)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<Fate, Long> fate : new TreeMap<>(fates).entrySet()) {
      json.writeNumberField(fate.getKey().name(), fate.getValue());
    }
    json.writeEndObject();
  }

  private static Map<Fate, Long> total(List<RecorderAccount> accounts) {
    Map<Fate, Long> total = new EnumMap<>(Fate.class);
    accounts.forEach(
        one -> one.fates().forEach((fate, count) -> total.merge(fate, count, Long::sum)));
    total.values().removeIf(count -> count == 0);
    if (accounts.stream().anyMatch(one -> one.open() > 0)) {
      total.putIfAbsent(Fate.LOST_CRASH, 0L);
    }
    return total;
  }

  private static Map<String, Map<Fate, Long>> endpoints(List<RecorderAccount> accounts) {
    Map<String, Map<Fate, Long>> endpoints = new TreeMap<>();
    for (RecorderAccount one : accounts) {
      one.endpoints()
          .forEach(
              (endpoint, fates) -> {
                Map<Fate, Long> sums =
                    endpoints.computeIfAbsent(endpoint, _ -> new EnumMap<>(Fate.class));
                fates.forEach((fate, count) -> sums.merge(fate, count, Long::sum));
              });
    }
    return endpoints;
  }

  private static Range seen(List<RecorderAccount> accounts) {
    return accounts.stream().map(LedgerReport::seen).reduce(Range.of(0, 0), Range::plus);
  }

  private static String equation(List<RecorderAccount> accounts) {
    return total(accounts).entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.comparingInt(Fate::getNumber)))
        .map(fate -> "%s %s".formatted(words(fate.getKey()), range(fate, accounts)))
        .collect(Collectors.joining(" + ", "seen %s = ".formatted(seen(accounts)), ""));
  }

  private static Range range(Map.Entry<Fate, Long> fate, List<RecorderAccount> accounts) {
    long open = accounts.stream().mapToLong(RecorderAccount::open).sum();
    long unheard = accounts.stream().mapToLong(RecorderAccount::unheard).sum();
    long count = fate.getValue();
    return switch (fate.getKey()) {
      case CAPTURED -> Range.of(count, count + unheard);
      case LOST_CRASH -> Range.of(count - unheard, count + open);
      default -> Range.of(count, count);
    };
  }

  /** Why there may be more than the sums say, a sentence each. */
  private List<String> missing(List<RecorderAccount> accounts) {
    List<String> missing = new ArrayList<>();
    for (RecorderAccount one : accounts) {
      if (one.missingFirst() > 0) {
        missing.add(
            "%s: its first %d entries are missing, from before this window, or removed by retention, or lost: it saw at least %d"
                .formatted(one.recorder(), one.missingFirst(), one.seen()));
      }
      if (one.missingEntries() > 0) {
        missing.add(
            "%s: %d of its entries are missing: it saw at least %d"
                .formatted(one.recorder(), one.missingEntries(), one.seen()));
      }
      if (!one.ended()) {
        missing.add(
            "%s: has no last entry, so that it runs, was killed, or ended after this window: it saw at least %d; how many at most, a killed one's --spool tells at the next start with it"
                .formatted(one.recorder(), one.seen()));
      }
      if (one.open() > 0) {
        missing.add(
            "%s: was killed while %d exchanges were under way: it saw %s"
                .formatted(one.recorder(), one.open(), seen(one)));
      }
      if (one.unheard() > 0) {
        missing.add(
            "%s: was killed before the log had acknowledged %d exchanges that it may hold: it captured %s"
                .formatted(one.recorder(), one.unheard(), captured(one)));
      }
    }
    captured(accounts)
        .forEach(
            (instance, captured) -> {
              long more = held.getOrDefault(instance, 0L) - captured;
              if (more > 0) {
                missing.add(
                    "%s: the log holds %d exchanges more than its entries say were captured"
                        .formatted(instance, more));
              }
            });
    return missing;
  }

  /** By instance, as the ledger says. */
  private static Map<String, Long> captured(List<RecorderAccount> accounts) {
    Map<String, Long> captured = new TreeMap<>();
    for (RecorderAccount one : accounts) {
      captured.merge(one.instance(), one.fates().getOrDefault(Fate.CAPTURED, 0L), Long::sum);
    }
    return captured;
  }

  private static long sum(Map<Fate, Long> fates, Predicate<Fate> which) {
    return fates.entrySet().stream()
        .filter(fate -> which.test(fate.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static String words(Fate fate) {
    return fate.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
