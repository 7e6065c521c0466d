package dev.parallax.replayer.amplify;

import dev.parallax.recorder.sanitize.HarmlessValues;
import dev.parallax.recorder.sanitize.detect.Context;
import dev.parallax.recorder.sanitize.detect.Kind;
import dev.parallax.recorder.sanitize.detect.Shapes;
import dev.parallax.replayer.correlate.Noun;
import dev.parallax.replayer.correlate.place.Place;
import dev.parallax.replayer.correlate.place.Trail;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a value of a request says who sends it, or what it is about. Somebody's own is what was
 * replaced when it was recorded, and
 *
 * <ul>
 *   <li>is a cookie or a credential;
 *   <li>or was recognised as something personal, by its form or its name: a mail address, a card, a
 *       token, a name;
 *   <li>or is called after somebody, or after what each client has for itself: {@code userId},
 *       {@code /accounts/{id}}, {@code device}.
 * </ul>
 *
 * <p>All else is a thing, and stays: a copy is somebody else, who asks for the same. So does what
 * was recorded in the clear.
 *
 * @param target of the request
 */
record Whose(Replaced replaced, String target) {

  /** What each client has for itself, besides words for people. */
  private static final Set<String> CLIENTS =
      Set.of(
          "account",
          "basket",
          "browser",
          "cart",
          "device",
          "idempotency",
          "installation",
          "login",
          "me",
          "nonce",
          "session",
          "sid",
          "sub",
          "uid",
          "username",
          "visitor",
          "wallet");

  /** Of a web token, besides what is called after somebody (RFC 7519, section 4.1). */
  private static final Set<String> CLAIMS = Set.of("sub", "jti", "sid", "uid");

  private static final String JWT = "jwt";

  /** To be asked before what is in the value is looked at. */
  boolean isOwn(Trail trail, String value) {
    List<String> steps = trail.steps();
    String kinds = replaced.kinds(steps);
    if (kinds == null || isJwt(value)) {
      return false;
    }
    if (steps.contains(JWT)) {
      return isOwnClaim(trail, value);
    }
    return isCredential(steps)
        || Arrays.stream(kinds.split(" ", -1)).anyMatch(word -> Kind.personal(word).isPresent())
        || isCalledSo(trail);
  }

  /** Of what kinds the value there was; empty if it is as it was sent. */
  String kinds(Trail trail) {
    String kinds = replaced.kinds(trail.steps());
    return kinds == null ? "" : kinds;
  }

  /** Its claims are looked at one by one, so that it stays one. */
  private static boolean isJwt(String value) {
    return value.startsWith("eyJ") && value.split("\\.", -1).length == 3;
  }

  private boolean isOwnClaim(Trail trail, String value) {
    String name = name(trail.steps());
    return CLAIMS.contains(name)
        || Context.of(name, "") != null
        || Shapes.of(value).personal()
        || isCalledSo(trail);
  }

  private static boolean isCredential(List<String> steps) {
    return steps.getFirst().equals("cookie")
        || (steps.getFirst().equals("header") && steps.get(1).endsWith("authorization"));
  }

  private boolean isCalledSo(Trail trail) {
    String word = Noun.of(trail, target).word();
    return CLIENTS.contains(word)
        || Context.isPerson(word)
        || HarmlessValues.secretName(name(trail.steps()));
  }

  private static String name(List<String> steps) {
    @Nullable String last = null;
    for (String step : steps) {
      last = Place.isIndex(step) ? last : step;
    }
    return last == null ? "" : last.toLowerCase(Locale.ROOT);
  }
}
