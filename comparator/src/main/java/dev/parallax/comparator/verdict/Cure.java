package dev.parallax.comparator.verdict;

import dev.parallax.comparator.diff.StatusClass;
import dev.parallax.proto.AttemptSummary;
import dev.parallax.proto.Comparison;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Skip;
import java.util.Optional;

/** What whoever runs it may do so that an exchange is exercised the next time: one phrase. */
final class Cure {

  /** How a reason begins that is production's. */
  private static final String CAPTURED = "captured ";

  private static final String CREDENTIALS = "send credentials that staging knows: --auth-users";
  private static final String IDS =
      "send ids that staging has: --pool; or keep path words that are no secrets: --path";
  private static final String STATE = "bring staging into the recorded state: --reset-hook";
  private static final String INPUT = "keep what it checks: --clear; or change it: --rewrite";
  private static final String ROUTES = "see that staging has the routes of production";
  private static final String PACE = "send less at once: --max-rate";
  private static final String TIME = "see that staging is up and quick enough: --timeout";

  private Cure() {}

  /** Empty where none is known. */
  static String of(Lost lost, Comparison comparison) {
    if (lost.reason().equals(Lost.NO_OUTCOME)) {
      return ofSkip(Skip.Reason.RUN_ENDED);
    }
    if (comparison.getContaminated()) {
      return ofSkip(Skip.Reason.CONTAMINATED);
    }
    if (lost.step() != Lost.Step.EXERCISED) {
      return ofSkip(comparison.getSkip().getReason());
    }
    Optional<AttemptSummary> captured = first(comparison, Leg.CAPTURED_LEG);
    Optional<AttemptSummary> staging =
        first(comparison, Leg.CONTROL).or(() -> first(comparison, Leg.CANDIDATE));
    boolean answered = captured.isPresent() && !lost.reason().startsWith(CAPTURED);
    if (!answered || staging.isEmpty()) {
      return "none: production gave no answer";
    }
    return ofAnswers(captured.get(), staging.get());
  }

  private static String ofSkip(Skip.Reason reason) {
    return switch (reason) {
      case UNSAFE_METHOD -> "name it with --writes, or with --safe if it changes nothing";
      case BODY_NOT_WHOLE -> "record longer bodies: --max-body";
      case MESSAGES_REDUCED -> "record with --grpc-descriptors that know all fields";
      case NOT_REPLAYABLE -> "none: such a request can't be sent again";
      case CONTAMINATED -> "mend first what it depends on: replay --explain shows it";
      case RUN_ENDED -> "let the run come to its end";
      case REASON_UNSPECIFIED, UNRECOGNIZED -> "";
    };
  }

  private static String ofAnswers(AttemptSummary captured, AttemptSummary staging) {
    int production = StatusClass.of(captured);
    if (production == 5) {
      return "none: production failed there";
    }
    if (staging.getStatus() == 0) {
      return TIME;
    }
    int here = StatusClass.of(staging);
    if (production == here && staging.getGrpcStatus().equals(captured.getGrpcStatus())) {
      // A stream of which too little came.
      return TIME;
    }
    if (captured.getStatus() == 304 && here == 2) {
      return "ask without a condition: --rewrite 'remove header if-none-match'";
    }
    if (production == 4 && here < 4) {
      return "none: staging takes what production refused";
    }
    return staging.getStatus() == 200 ? ofGrpc(staging.getGrpcStatus()) : ofHttp(staging);
  }

  private static String ofHttp(AttemptSummary staging) {
    return switch (staging.getStatus()) {
      case 401, 403, 407 -> CREDENTIALS;
      case 301, 302, 303, 307, 308 ->
          "where it leads to a login: --auth-users; to another host: --rewrite";
      case 404, 410 -> IDS;
      case 405, 501 -> ROUTES;
      case 409, 412 -> STATE;
      case 400, 415, 422 -> INPUT;
      case 429, 503 -> PACE;
      default -> StatusClass.of(staging) == 5 ? "see why staging fails there" : "";
    };
  }

  private static String ofGrpc(String status) {
    return switch (status) {
      case "16", "7" -> CREDENTIALS;
      case "5" -> IDS;
      case "12" -> ROUTES;
      case "6", "9", "10" -> STATE;
      case "3", "11" -> INPUT;
      case "8" -> PACE;
      case "4" -> TIME;
      case "2", "13", "14", "15" -> "see why staging fails there";
      default -> "";
    };
  }

  private static Optional<AttemptSummary> first(Comparison comparison, Leg leg) {
    return comparison.getAttemptsList().stream()
        .filter(attempt -> attempt.getLeg() == leg)
        .findFirst();
  }
}
