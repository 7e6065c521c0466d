package dev.parallax.recorder.sanitize;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The short way through JSON bodies of recorded traffic, see {@link JsonPass}. Keeps one pass with
 * its buffers and places for the next body, since one worker records; where several threads
 * sanitise, the others make their own. Safe on any thread.
 */
final class PlainJson {

  /** How many bodies pass before places are forgotten that are too many. */
  private static final int BODIES_A_TREE = 1024;

  private final ValueSanitiser values;
  private final JsonNames names;
  private final JsonValues known;
  private final AtomicReference<@Nullable Idle> idle = new AtomicReference<>();

  PlainJson(ValueSanitiser values, NameSanitiser names) {
    this.values = values;
    this.names = new JsonNames(names);
    this.known = new JsonValues(values);
  }

  /** What a thread takes for one body. */
  private static final class Idle {
    private final JsonPass pass;
    private final Clear rules;
    private JsonPlace request;
    private JsonPlace response;
    private int bodies;

    Idle(JsonPass pass, Clear rules) {
      this.pass = pass;
      this.rules = rules;
      request = root("request");
      response = root("response");
    }

    JsonPlace root(String side) {
      return JsonPlace.root(new JsonPlace.Tree(side, rules), JsonSanitiser.BODY);
    }

    JsonPlace place(String side) {
      if (++bodies >= BODIES_A_TREE) {
        bodies = 0;
        request = request.isFull() ? root("request") : request;
        response = response.isFull() ? root("response") : response;
      }
      return side.equals("request") ? request : response;
    }
  }

  /**
   * Null if the body is not plain, not recorded traffic, or under rules for single items of lists;
   * then no leaf is left either.
   */
  byte @Nullable [] body(Scope scope, byte[] content) {
    if (!scope.repeats() || values.clear().numbered()) {
      return null;
    }
    Idle taken = idle.getAndSet(null);
    Idle own = taken == null ? new Idle(new JsonPass(values, names, known), values.clear()) : taken;
    int mark = scope.leaves().mark();
    byte[] sanitised = null;
    try {
      sanitised = own.pass.body(scope, own.place(scope.side()), content);
    } catch (JsonOddity leftToTheWalk) {
      scope.leaves().backTo(mark);
      own.pass.forget();
    }
    // What fails in another way is not used again.
    idle.set(own);
    return sanitised;
  }
}
