package dev.parallax.replayer.correlate;

import dev.parallax.proto.Request;
import dev.parallax.recorder.raw.RawBody;
import dev.parallax.recorder.raw.RawHeader;
import dev.parallax.recorder.raw.RawResponse;
import dev.parallax.replayer.correlate.place.ResponseValues;
import dev.parallax.replayer.correlate.place.Visitor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes the values that were bound into a request out of its answer again, and puts the recorded
 * ones back: legs give different ids to one thing, and are compared by what those stand for.
 */
public final class Restored {

  /** Shorter ones may be a part of anything. */
  private static final int MIN_CHARS = 8;

  /** What a value is. */
  enum Sort {
    /** The leg's own. */
    OWN,

    /**
     * The same at every leg: then whatever is called an id may be meant, for what is taken for it
     * by chance is so at each.
     */
    SHARED,

    /** Replaced however little it says. */
    SECRET
  }

  /**
   * @param noun what an id is of that says too little by itself; null if its name is no matter
   */
  record Value(String leg, String recorded, @Nullable Noun noun, Sort sort) {

    Value(String leg, String recorded, @Nullable Noun noun) {
      this(leg, recorded, noun, Sort.OWN);
    }

    boolean isMeant(Noun other) {
      return noun != null
          && (other.word().equals(noun.word()) || (sort == Sort.SHARED && other.isId()));
    }

    boolean anywhere() {
      return leg.length() >= MIN_CHARS && (sort == Sort.SECRET || Strength.strong(leg));
    }
  }

  private final List<Value> values;

  Restored(List<Value> values) {
    this.values =
        values.stream().filter(value -> !value.leg().equals(value.recorded())).distinct().toList();
  }

  /**
   * The same, and values that stand for others by themselves.
   *
   * @param others by what the leg was sent
   */
  public Restored and(Map<String, String> others) {
    List<Value> all = new ArrayList<>(values);
    others.forEach((leg, recorded) -> all.add(new Value(leg, recorded, null)));
    return new Restored(all);
  }

  /**
   * The same, and secrets that no answer is kept with.
   *
   * @param others what stands for each
   */
  public Restored concealing(Map<String, String> others) {
    if (others.isEmpty()) {
      return this;
    }
    List<Value> all = new ArrayList<>();
    // The longer first: it may hold the shorter.
    others.entrySet().stream()
        .sorted(Comparator.comparingInt(it -> -it.getKey().length()))
        .forEach(it -> all.add(new Value(it.getKey(), it.getValue(), null, Sort.SECRET)));
    all.addAll(values);
    return new Restored(all);
  }

  /** Whether the request has values of the leg's in it. */
  public boolean isBound() {
    return !values.isEmpty();
  }

  /**
   * The answer as it is to be compared. A body in a content coding that can't be written stays as
   * it is.
   *
   * @param sent whose answer it is
   */
  public RawResponse in(RawResponse answer, Request sent) {
    if (!isBound()) {
      return answer;
    }
    Visitor byName = byName(sent.getTarget());
    List<RawHeader> headers =
        answer.headers().stream()
            .map(line -> byName == null ? line : ResponseValues.write(line, byName))
            .map(line -> new RawHeader(line.name(), replaced(line.value())))
            .toList();
    byte[] body = ResponseValues.body(answer, content -> replaced(content), byName);
    return new RawResponse(
        answer.status(),
        answer.reason(),
        answer.protocol(),
        headers,
        body == null ? answer.body() : RawBody.whole(body),
        answer.trailers());
  }

  /** Null if there is nothing that its name tells. */
  private @Nullable Visitor byName(String target) {
    List<Value> named =
        values.stream().filter(value -> value.noun() != null && !value.anywhere()).toList();
    if (named.isEmpty()) {
      return null;
    }
    return (trail, value) -> {
      for (Value bound : named) {
        if (value.equals(bound.leg()) && bound.isMeant(Noun.of(trail, target))) {
          return bound.recorded();
        }
      }
      return null;
    };
  }

  private byte[] replaced(byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    String other = text;
    for (Value value : values) {
      if (value.anywhere()) {
        other = other.replace(latin(value.leg()), latin(value.recorded()));
      }
    }
    return other.equals(text) ? content : other.getBytes(StandardCharsets.ISO_8859_1);
  }

  private String replaced(String text) {
    String other = text;
    for (Value value : values) {
      other = value.anywhere() ? other.replace(value.leg(), value.recorded()) : other;
    }
    return other;
  }

  /** Byte for byte, whatever the encoding: UTF-8 is what ids are in. */
  private static String latin(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
