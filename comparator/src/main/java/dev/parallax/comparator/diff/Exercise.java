package dev.parallax.comparator.diff;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Failure;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.Response;
import java.util.List;

/**
 * Whether the request meant something in staging: the leg that is known to be right answered in the
 * status class of production's answer, and with its status of gRPC. A stream that production's
 * client left was answered, too; a leg that had less of it in time did not answer as production
 * did.
 */
final class Exercise {

  /** Of an attempt, after its status. */
  static final String STALLED = ", then too little in time";

  private static final int BROKEN = 5;

  private Exercise() {}

  /**
   * @param attempts of one leg that were sent, by number; not empty
   * @return empty if exercised, else why not
   */
  static String missing(Exchange exchange, Leg leg, List<Outcome> attempts) {
    if (!OpenStream.isAnswered(exchange)) {
      return "captured " + failed(exchange.getFailure());
    }
    boolean open = OpenStream.isLeft(exchange);
    Response captured = exchange.getResponse();
    if (attempts.stream().anyMatch(attempt -> counts(attempt, leg, captured, open))) {
      return "";
    }
    String name = leg == Leg.CONTROL ? "control " : "candidate ";
    return name
        + shown(attempts.getFirst())
        + grpc(GrpcStatus.of(attempts.getFirst().getResponse(), open))
        + (attempts.getFirst().getStalled() ? STALLED : "")
        + ", captured "
        + captured.getStatus()
        + grpc(GrpcStatus.of(captured, open));
  }

  private static String grpc(String status) {
    return status.isEmpty() ? "" : " grpc-status " + status;
  }

  /** Without a control, a candidate that breaks where production answered is no missing data. */
  private static boolean counts(Outcome attempt, Leg leg, Response captured, boolean open) {
    Response response = attempt.getResponse();
    boolean broke =
        attempt.hasFailure() || attempt.getStalled() || StatusClass.of(response, open) == BROKEN;
    if (leg == Leg.CANDIDATE && broke && StatusClass.of(captured, open) != BROKEN) {
      return true;
    }
    return attempt.hasResponse()
        && !attempt.getStalled()
        && response.getStatus() / 100 == captured.getStatus() / 100
        && GrpcStatus.of(response, open).equals(GrpcStatus.of(captured, open));
  }

  static String shown(Outcome attempt) {
    return attempt.hasResponse()
        ? Integer.toString(attempt.getResponse().getStatus())
        : failed(attempt.getFailure());
  }

  static String failed(Failure failure) {
    return failure.getKind() == Failure.Kind.KIND_UNSPECIFIED
        ? "no answer"
        : failure.getKind().name();
  }
}
