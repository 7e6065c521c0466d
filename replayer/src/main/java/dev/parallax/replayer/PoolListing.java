package dev.parallax.replayer;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Failure;
import dev.parallax.proto.Header;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Request;
import dev.parallax.recorder.raw.RawResponse;
import dev.parallax.replayer.correlate.place.Place;
import dev.parallax.replayer.correlate.place.ResponseValues;
import dev.parallax.replayer.credentials.LegCredentials;
import dev.parallax.replayer.plan.Script;
import dev.parallax.replayer.pool.PoolSource;
import dev.parallax.replayer.safety.Target;
import dev.parallax.replayer.send.Answer;
import dev.parallax.replayer.send.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks staging for the ids that it knows, once, before a run: the control, or the candidate where
 * there is none. What the answer has is every leg's.
 */
final class PoolListing {

  /** Longer ones are not looked through. */
  private static final int MAX_ANSWER_BYTES = 1 << 20;

  private PoolListing() {}

  /**
   * @param targets that were let in
   * @param credentials of the run, which stay open
   * @throws IOException if there is no answer with ids, in one sentence
   */
  static ReplaySettings filled(
      ReplaySettings settings, List<Target> targets, LegCredentials credentials)
      throws IOException, InterruptedException {
    if (!settings.pools().isOpen()) {
      return settings;
    }
    Target asked =
        targets.stream()
            .filter(target -> target.leg() == Leg.CONTROL)
            .findFirst()
            .orElseGet(targets::getFirst);
    Limits limits =
        new Limits(
            settings.limits().requestTimeout(),
            settings.limits().connectTimeout(),
            1,
            MAX_ANSWER_BYTES);
    try (Legs legs = new Legs(List.of(asked), settings.with(limits), LegCredentials.none())) {
      return settings.with(
          settings.pools().filled(listing -> ids(listing, asked, legs, credentials)));
    }
  }

  private static List<String> ids(
      PoolSource.Listing listing, Target asked, Legs legs, LegCredentials credentials)
      throws IOException, InterruptedException {
    Exchange get = get(listing.target(), credentials.isNamed());
    Request request =
        credentials
            .authorise(asked.leg(), get, legs.request(asked.leg(), get), _ -> false)
            .request();
    Answer answer = legs.send(asked.leg(), request, Script.NONE).await();
    String what = "replay.pools: GET %s at %s: ".formatted(listing.target(), asked);
    return switch (answer) {
      case Answer.Failed failed -> throw new IOException(what + why(failed.failure()));
      case Answer.Responded responded -> {
        RawResponse response = responded.response();
        if (response.status() / 100 != 2) {
          throw new IOException(what + "status " + response.status() + " (expected: 200)");
        }
        if (response.body().truncated()) {
          throw new IOException(what + "more than 1 MiB (expected: a shorter list)");
        }
        yield ids(response, listing.place(), what);
      }
    };
  }

  private static List<String> ids(RawResponse response, Place place, String what)
      throws IOException {
    List<String> ids = new ArrayList<>();
    ResponseValues.read(
        ResponseValues.of(response),
        (trail, value) -> {
          if (trail.place().matches(place)) {
            ids.add(value);
          }
          return null;
        });
    if (ids.isEmpty()) {
      throw new IOException(what + "no ids at " + place);
    }
    return ids;
  }

  private static String why(Failure failure) {
    return failure.getDetail().isEmpty() ? failure.getKind().name() : failure.getDetail();
  }

  /**
   * @param authorised whether there is somebody to send it as: then it asks for that
   */
  private static Exchange get(String target, boolean authorised) {
    Request.Builder get =
        Request.newBuilder()
            .setMethod("GET")
            .setTarget(target)
            .setProtocol("HTTP/1.1")
            .addHeaders(Header.newBuilder().setName("Accept").setValue("application/json, */*"));
    if (authorised) {
      get.addHeaders(Header.newBuilder().setName("Authorization").setValue("Bearer"));
    }
    return Exchange.newBuilder().setRequest(get).build();
  }
}
