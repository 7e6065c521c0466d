package dev.parallax.recorder.sanitize;

import dev.parallax.proto.Comparison;
import dev.parallax.proto.Event;
import dev.parallax.proto.LateRecords;
import dev.parallax.proto.LedgerEntry;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.RunEvent;
import dev.parallax.proto.SuiteProvenance;
import dev.parallax.proto.TemplateSet;

/**
 * Events that hold no captured text by construction, or only what was sanitised before. Each method
 * says why; an architecture test holds who may call {@link #reread}.
 */
public final class Harmless {

  private Harmless() {}

  /** Offsets and times. */
  public static Sanitised<LateRecords> late(LateRecords late) {
    return new Sanitised<>(late);
  }

  /** Counts by template and reason. */
  public static Sanitised<LedgerEntry> counts(LedgerEntry entry) {
    return new Sanitised<>(entry);
  }

  /** Templates: literal segments that the sanitiser lets pass, and placeholders. */
  public static Sanitised<TemplateSet> templates(TemplateSet templates) {
    return new Sanitised<>(templates);
  }

  /** What the operator asked for, and counts. */
  public static Sanitised<RunEvent> run(RunEvent event) {
    return new Sanitised<>(event);
  }

  /** Derived from sanitised exchanges and outcomes alone. */
  public static Sanitised<Comparison> comparison(Comparison comparison) {
    return new Sanitised<>(comparison);
  }

  /** An outcome without a response: a failure or a skip, in fixed words. */
  public static Sanitised<Outcome> withoutResponse(Outcome outcome) {
    if (outcome.hasResponse()) {
      throw new IllegalArgumentException("an outcome with a response goes through the Sanitiser");
    }
    return new Sanitised<>(outcome);
  }

  /** What the operator asked for, digests, and counts. */
  public static Sanitised<SuiteProvenance> provenance(SuiteProvenance provenance) {
    return new Sanitised<>(provenance);
  }

  /** Read back from a log, into which only sanitised events are appended. */
  public static Sanitised<Event> reread(Event event) {
    return new Sanitised<>(event);
  }
}
